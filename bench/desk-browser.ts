/** The desk in a real browser: what the triage page weighs, and from a decision to the next case on the screen. */
import type { Browser } from "@playwright/test";
import type { BenchPerson } from "@/bench/desk-room";
import { percentile } from "@/bench/measure-latency";

async function openPage(browser: Browser, url: string, { cookie }: BenchPerson) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    }),
  );
  return context.newPage();
}

type Script = { file: string; bytes: number; named: boolean };

/**
 * What scripts a browser loads for the triage page, in bytes as they come over the wire: those that the page names, and
 * those that come later, ahead of need.
 */
export async function measureScript(browser: Browser, url: string, person: BenchPerson): Promise<Script[]> {
  const page = await openPage(browser, url, person);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const scripts = new Map<string, Script>();
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    const file = new URL(response.url).pathname;
    if (type === "Script") scripts.set(requestId, { file, bytes: 0, named: false });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const script = scripts.get(requestId);
    if (script) script.bytes = encodedDataLength;
  });
  const html = await (await page.goto("/triage"))?.text();
  await page.locator("[data-case]").first().waitFor();
  // Until it has been quiet: what is loaded ahead of need counts too.
  await page.waitForTimeout(3_000);
  await page.context().close();
  return [...scripts.values()]
    .map((script) => ({ ...script, named: html?.includes(`src="${script.file}`) ?? false }))
    .toSorted((a, b) => b.bytes - a.bytes);
}

/** From the key to the next case on the screen, and how much of it each of the two requests took, in milliseconds. */
type NextPainted = { painted: number; decision: number; next: number };

declare global {
  interface Window {
    benchNext?: Promise<NextPainted>;
  }
}

/** In the page: the time from the next press of Enter until another case than this one is on the screen. */
function watchNext(): void {
  const before = location.pathname;
  let pressedAt = 0;
  addEventListener("keydown", ({ key }) => (pressedAt = key === "Enter" ? performance.now() : pressedAt), {
    capture: true,
  });
  performance.clearResourceTimings();
  const took = (end: string) =>
    performance.getEntriesByType("resource").find(({ name }) => name.endsWith(end))?.duration ?? Number.NaN;
  window.benchNext = new Promise((resolve) => {
    const look = () => {
      const there = location.pathname !== before && document.querySelector("main h1") !== null;
      // The frame that shows it has been painted once the one after it begins.
      if (pressedAt > 0 && there)
        requestAnimationFrame(() => {
          const painted = performance.now() - pressedAt;
          resolve({ painted, decision: took("/decision"), next: took("/cases/next") });
        });
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** From the key that saves a decision to the next case painted, in a real browser. */
export async function measurePaint(browser: Browser, url: string, person: BenchPerson, decisions: number) {
  const page = await openPage(browser, url, person);
  // The name that the compiler of this script gives to functions is not known in the page.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.goto("/triage");
  await page.locator("[data-case]").first().waitFor();
  // What the server rendered is there a little before its keys act.
  while (!/\/cases\//.test(page.url())) {
    await page.keyboard.press("n");
    await page.waitForTimeout(500);
  }
  const times: NextPainted[] = [];
  for (let index = 0; index < decisions; index += 1) {
    await page.getByRole("button", { name: /^Save/ }).first().waitFor();
    // As long as somebody reads at the least: what is fetched ahead has its time.
    await page.waitForTimeout(600);
    await page.evaluate(watchNext);
    await page.keyboard.press("a");
    await page.keyboard.press("Control+Enter");
    times.push(await page.evaluate(() => window.benchNext as Promise<NextPainted>));
  }
  await page.context().close();
  const row = (what: string, key: keyof NextPainted) => {
    const sorted = times.map((time) => time[key]).toSorted((a, b) => a - b);
    return { what, n: sorted.length, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) };
  };
  return [
    row("decision saved → next case painted", "painted"),
    row("of that, saving the decision", "decision"),
    row("of that, claiming the next case", "next"),
  ];
}
