/**
 * Takes a picture of every page of a demo desk, in both themes and two sizes, into screenshots/. With `--readme` it also
 * writes the one picture of the README. A tool for people who change a page; no test compares them.
 */
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { caseDetailSchema } from "@/domain/decide/case-detail";
import { callApi, post } from "@/e2e/desk/desk-client";
import { startDesk, stopDesk } from "@/e2e/desk/start-desk";
import { freePort, signIn } from "@/e2e/desk/test-desk";
import { type Shot, shotsOf } from "@/e2e/pages/shots";
import { untilLive } from "@/e2e/pages/until-live";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const root = path.resolve(import.meta.dirname, "..");
const { ensureChromium }: { ensureChromium: () => Promise<string> } = await import(
  new URL("../scripts/find-chromium.mjs", import.meta.url).href
);
const SIZES = [
  { name: "1440x900", viewport: { width: 1440, height: 900 } },
  { name: "390x844", viewport: { width: 390, height: 844 } },
] as const;
const THEMES = ["light", "dark"] as const;

const accountsSchema = z.array(z.object({ email: z.string(), password: z.string() }));
const casesSchema = z.object({ items: z.array(z.object({ id: z.string(), conversationId: z.string() })) });

async function openPage(
  browser: Browser,
  url: string,
  cookie: string | null,
  size: (typeof SIZES)[number],
): Promise<Page> {
  const touch = size.viewport.width < 800;
  const context = await browser.newContext({
    baseURL: url,
    viewport: size.viewport,
    hasTouch: touch,
    reducedMotion: "reduce",
  });
  if (cookie !== null) {
    const pairs = cookie.split("; ").map((pair) => pair.split(/=(.*)/s));
    await context.addCookies(pairs.map(([name = "", value = ""]) => ({ name, value, url })));
  }
  const page = await context.newPage();
  // A page that only says that it is waiting has nothing to wait for.
  page.setDefaultTimeout(8_000);
  return page;
}

/** One picture in each theme. */
async function take(page: Page, shot: Shot, size: string): Promise<void> {
  await shot.before?.(page);
  await page.goto(shot.path);
  await untilLive(page).catch(() => undefined);
  await shot.prepare?.(page);
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(150);
    await page.screenshot({ path: path.join(root, "screenshots", `${shot.name}-${size}-${colorScheme}.png`) });
  }
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await shot.after?.(page);
}

/** The most urgent open case, and one that somebody else has taken. */
async function chooseCases(url: string, admin: string, other: string) {
  const listed = await callApi(url, { cookie: admin }, "/api/v1/cases?state=open");
  const [mine, theirs] = casesSchema.parse(await listed.json()).items;
  if (!mine || !theirs) throw new Error("the demo has fewer than two open cases");
  await post(url, { cookie: other }, `/api/v1/cases/${theirs.id}/claim`, {}, caseDetailSchema);
  return { mine, theirs };
}

async function takeAll(browser: Browser, url: string, dataDir: string, readme: boolean): Promise<void> {
  const accounts = accountsSchema.parse(JSON.parse(readFileSync(path.join(dataDir, "demo-accounts.json"), "utf8")));
  const account = (name: string) => {
    const found = accounts.find(({ email }) => email.startsWith(`${name}@`));
    if (!found) throw new Error(`the demo has no ${name}`);
    return signIn(url, found);
  };
  const [admin, second] = [await account("admin"), await account("second")];
  if (readme) {
    const page = await openPage(browser, url, admin, SIZES[0]);
    await page.goto("/triage");
    await untilLive(page);
    mkdirSync(path.join(root, "docs", "images"), { recursive: true });
    await page.screenshot({ path: path.join(root, "docs", "images", "triage.png") });
    return page.context().close();
  }
  const { mine, theirs } = await chooseCases(url, admin, second);
  for (const size of SIZES) {
    const nobody = await openPage(browser, url, null, size);
    await take(nobody, { name: "sign-in", path: "/sign-in" }, size.name);
    await take(nobody, { name: "setup-used", path: "/setup?token=used" }, size.name);
    await nobody.context().close();
    const page = await openPage(browser, url, admin, size);
    await take(page, { name: "case-of-another", path: `/cases/${theirs.id}` }, size.name);
    for (const shot of shotsOf(mine.id, mine.conversationId)) {
      // One state that does not come about must not cost all the others their pictures.
      await take(page, shot, size.name).catch(async (error: unknown) => {
        process.stderr.write(
          `${shot.name}, ${size.name}: ${error instanceof Error ? error.message.split("\n")[0] : error}\n`,
        );
        process.exitCode = 1;
        await page.unrouteAll({ behavior: "ignoreErrors" });
        await shot.after?.(page);
      });
    }
    await page.context().close();
  }
}

async function takeFrom(dataDir: string): Promise<void> {
  const desk = await startDesk({ dataDir, port: await freePort(), inferenceUrl: null, args: ["--demo"] });
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  try {
    const browser = await chromium.launch({ executablePath: await ensureChromium(), args });
    await takeAll(browser, desk.url, dataDir, process.argv.includes("--readme")).finally(() => browser.close());
  } finally {
    await stopDesk(desk);
  }
}

const dataDir = makeThrowawayDir("vigil-pictures-");
try {
  await takeFrom(dataDir);
} finally {
  await removeThrowaway(dataDir);
}
