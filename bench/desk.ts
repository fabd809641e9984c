/**
 * The reviewer's desk: claiming and listing at 1,000 and 1,000,000 waiting cases, 50 reviewers at once over HTTP, every
 * filter, the script of the triage page, and from a decision to the next case on the screen.
 */
import { type Browser, chromium } from "@playwright/test";
import { type BenchPerson, type DeskRoom, openDeskRoom } from "@/bench/desk-room";
import { addSources, fillQueue, liftLimits } from "@/bench/fill-queue";
import { measureLatency, percentile } from "@/bench/measure-latency";
import { startVigilWorker } from "@/bench/web-process";
import type { UserActor } from "@/domain/access/actor";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import type { CasePageQuery } from "@/domain/triage/case-filter";
import { claimNextCase } from "@/domain/triage/claim-next-case";
import { listCases } from "@/domain/triage/list-cases";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import { db } from "@/lib/db/client";

const SMALL = 1_000;
const LARGE = 1_000_000;
const RUNS = 200;
const REVIEWERS = 50;
const REQUESTS_EACH = 8;
/** A person's pause between two requests, in milliseconds: fifty people are not a load generator. */
const PAUSE_MS = 5_000;
const DECISIONS = 40;

type Say = (line: string) => void;

function actorOf(id: string): UserActor {
  return { kind: "user", userId: id, name: "Bench", email: "bench@bench.test", roles: ["lead"], sessionId: "none" };
}

async function measureAt(cases: number, actor: UserActor) {
  const middle = await listCases(actor, {});
  return {
    cases,
    claim: await measureLatency(RUNS, () => claimNextCase(actor)),
    list: await measureLatency(RUNS, () => listCases(actor, {})),
    "list, next page": await measureLatency(RUNS, () => listCases(actor, { cursor: middle.nextCursor ?? "" })),
    "list, last page": await measureLatency(RUNS, () => listCases(actor, { from: "end" })),
    summary: await measureLatency(20, () => summariseQueue(actor)),
  };
}

/** Each filter, and combinations that few or no cases fit. */
async function measureFilters(actor: UserActor) {
  const sources = await db().source.findMany({ where: { name: { startsWith: "Bench" } }, orderBy: { name: "asc" } });
  const [common, rare] = [sources[0]?.id ?? "", sources.at(-1)?.id ?? ""];
  const filters: Record<string, CasePageQuery> = {
    "tier without cases": { tier: 0 },
    "common type": { type: "suicide" },
    "rare type": { type: "stalking" },
    subject: { subject: "other" },
    "type and subject": { type: "stalking", subject: "other" },
    "common source": { source: common },
    "rare source": { source: rare },
    "rare language": { language: "is" },
    "language nobody writes": { language: "sv" },
    "rare engine": { engine: "vllm" },
    nobody: { assignee: "nobody" },
    me: { assignee: "me" },
    "oldest ten minutes": { olderThanMinutes: 1190 },
    snoozed: { state: "snoozed" },
    closed: { state: "closed" },
    "reason nobody has": { reason: "gold" },
    "rare and rare": { source: rare, language: "is" },
    "everything at once": {
      source: common,
      language: "fr",
      type: "stalking",
      subject: "other",
      engine: "offline",
      assignee: "nobody",
      olderThanMinutes: 600,
    },
  };
  const rows = [];
  for (const [filter, query] of Object.entries(filters)) {
    const { items } = await listCases(actor, query);
    rows.push({ filter, rows: items.length, ...(await measureLatency(20, () => listCases(actor, query))) });
  }
  return rows;
}

async function timed(run: () => Promise<Response>, into: number[]): Promise<Response> {
  const started = performance.now();
  const answer = await run();
  await answer.arrayBuffer();
  into.push(performance.now() - started);
  return answer;
}

/** Fifty people who claim and look at the list, each at a person's pace. @returns latencies at the HTTP edge */
async function measureEdge({ url }: DeskRoom, people: readonly BenchPerson[]) {
  const claims: number[] = [];
  const lists: number[] = [];
  const taken: string[] = [];
  let refused = 0;
  await Promise.all(
    people.map(async ({ cookie }, place) => {
      await new Promise((resolve) => setTimeout(resolve, (place / people.length) * PAUSE_MS));
      for (let index = 0; index < REQUESTS_EACH; index += 1) {
        const headers = { cookie, origin: url };
        const claim = index % 2 === 0;
        const ask = claim
          ? () => fetch(`${url}/api/v1/cases/next`, { method: "POST", headers })
          : () => fetch(`${url}/api/v1/cases`, { headers });
        const answer = await timed(ask, claim ? claims : lists);
        if (!answer.ok) refused += 1;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }),
  );
  const twice = await db().$queryRaw<{ case_id: string }[]>`
    SELECT case_id FROM claim WHERE ended_at IS NULL GROUP BY case_id HAVING count(*) > 1`;
  const overlapping = await db().$queryRaw<{ id: string }[]>`
    SELECT a.id FROM claim a JOIN claim b ON b.case_id = a.case_id AND b.id > a.id
    WHERE b.claimed_at < coalesce(a.ended_at, 'infinity')`;
  taken.push(...twice.map(({ case_id: id }) => id), ...overlapping.map(({ id }) => id));
  const row = (what: string, times: number[]) => {
    times.sort((a, b) => a - b);
    return {
      what,
      n: times.length,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      p99: percentile(times, 0.99),
    };
  };
  return { rows: [row("claim next", claims), row("list page", lists)], refused, doubleClaims: taken.length };
}

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

/** Bytes of script that a browser loads for the triage page, as they come over the wire. */
async function measureScript(browser: Browser, url: string, person: BenchPerson): Promise<number> {
  const page = await openPage(browser, url, person);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => type === "Script" && scripts.add(requestId));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto("/triage");
  await page.locator("[data-case]").first().waitFor();
  // Until it has been quiet: what is loaded ahead of need counts too.
  await page.waitForTimeout(3_000);
  await page.context().close();
  return bytes;
}

/** Conversations that a worker reads with the keyword rules: urgent ones, ahead of all the others. */
async function addReadCases({ env }: DeskRoom, actor: UserActor, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const messages = Array.from({ length: 20 }, (_, line) => ({
      role: line % 2 === 0 ? ("user" as const) : ("assistant" as const),
      text: line === 18 ? "I want to end it all tonight" : `Some words about the day, line ${line} of ${index}`,
    }));
    await acceptConversation(actor, { messages });
  }
  const worker = startVigilWorker(env);
  while ((await db().conversation.count({ where: { unreadSince: { not: null } } })) > 0)
    await new Promise((resolve) => setTimeout(resolve, 200));
  worker.kill("SIGTERM");
}

declare global {
  interface Window {
    benchNext?: Promise<number>;
  }
}

/** In the page: the time from the next press of Enter until another case than this one is on the screen. */
function watchNext(): void {
  const before = location.pathname;
  let pressedAt = 0;
  addEventListener("keydown", ({ key }) => (pressedAt = key === "Enter" ? performance.now() : pressedAt), {
    capture: true,
  });
  window.benchNext = new Promise((resolve) => {
    const look = () => {
      const there = location.pathname !== before && document.querySelector("main h1") !== null;
      // The frame that shows it has been painted once the one after it begins.
      if (pressedAt > 0 && there) requestAnimationFrame(() => resolve(performance.now() - pressedAt));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** From the key that saves a decision to the next case painted, in a real browser. */
async function measurePaint(browser: Browser, url: string, person: BenchPerson) {
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
  const times: number[] = [];
  for (let index = 0; index < DECISIONS; index += 1) {
    await page.getByRole("button", { name: /^Save/ }).first().waitFor();
    // As long as somebody reads at the least: what is fetched ahead has its time.
    await page.waitForTimeout(600);
    await page.evaluate(watchNext);
    await page.keyboard.press("a");
    await page.keyboard.press("Control+Enter");
    times.push(await page.evaluate(() => window.benchNext ?? Number.NaN));
  }
  await page.context().close();
  times.sort((a, b) => a - b);
  return { n: times.length, p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99) };
}

/** @returns tables of latencies in milliseconds, and what the triage page weighs */
export async function benchDesk(say: Say) {
  const room = await openDeskRoom(say);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const [lead] = await room.people(1, "lead");
    const people = await room.people(REVIEWERS, "reviewer");
    const [painter] = await room.people(1, "lead");
    if (!lead || !painter) throw new Error("nobody is here");
    const actor = actorOf(lead.id);
    await liftLimits();
    await addSources();
    await fillQueue(SMALL);
    const small = await measureAt(SMALL, actor);
    say("Fifty reviewers at 1,000 cases");
    const edgeSmall = await measureEdge(room, people);
    await addReadCases(room, actor, DECISIONS + 5);
    const paint = await measurePaint(browser, room.url, painter);
    say(JSON.stringify({ small, edgeSmall, paint }));
    say(`Adding ${LARGE} cases`);
    await fillQueue(LARGE);
    const large = await measureAt(LARGE, actor);
    const filters = await measureFilters(actor);
    say("Fifty reviewers at 1,000,000 cases");
    const edgeLarge = await measureEdge(room, people);
    const scriptBytes = await measureScript(browser, room.url, painter);
    // A run is long: what was measured is not lost with a later part.
    say(JSON.stringify({ large, filters, edgeLarge, scriptBytes }));
    const names = Object.keys(small).filter((name) => name !== "cases") as Exclude<keyof typeof small, "cases">[];
    const rows = [small, large].flatMap((at) =>
      names.map((name) => ({ cases: at.cases, operation: name, ...at[name] })),
    );
    const ratios = names.map((name) => ({
      operation: name,
      p50: large[name].p50 / small[name].p50,
      p95: large[name].p95 / small[name].p95,
    }));
    const edge = [
      ...edgeSmall.rows.map((row) => ({ cases: SMALL, ...row })),
      ...edgeLarge.rows.map((row) => ({ cases: LARGE, ...row })),
    ];
    return {
      rows,
      ratios,
      filters,
      edge,
      paint: [{ what: "decision saved → next case painted", ...paint }],
      page: [{ what: "script of the triage page", kilobytes: Math.round(scriptBytes / 100) / 10 }],
      doubleClaims: edgeSmall.doubleClaims + edgeLarge.doubleClaims,
      refused: edgeSmall.refused + edgeLarge.refused,
    };
  } finally {
    await browser.close();
    await room.close();
  }
}
