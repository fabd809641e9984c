/**
 * Fifty streams and five real browsers while 10,000 cases arrive and PostgreSQL restarts: whether each ends with the true
 * state, and how long after the last case.
 */
import { type Browser, chromium, type Page } from "@playwright/test";
import { type BenchPerson, type DeskRoom, openDeskRoom } from "@/bench/desk-room";
import { addSources, fillQueue } from "@/bench/fill-queue";
import { queueSummarySchema } from "@/domain/triage/queue-summary";
import { db } from "@/lib/db/client";
import { startPostgres, stopPostgres } from "@/lib/postgres/embedded";

const STREAMS = 50;
const BROWSERS = 5;
const CASES = 10_000;
const STEP = 100;
const TRUE_WITHIN_MS = 60_000;
/** A page reads at most once a second, and so do these. */
const READ_EVERY_MS = 1_000;

type Watcher = { seen: number; events: number; reconnects: number; trueAt: number | null };

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function waitingNow(url: string, cookie: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/queue`, { headers: { cookie } });
  if (!answer.ok) throw new Error(`the queue answered ${answer.status}`);
  const { tiers } = queueSummarySchema.parse(await answer.json());
  return tiers.reduce((sum, { open }) => sum + open, 0);
}

/** Does what a page does: hears a hint, reads for itself, comes back when the stream ends. */
function watch(url: string, { cookie }: BenchPerson, signal: AbortSignal): Watcher {
  const watcher: Watcher = { seen: -1, events: 0, reconnects: -1, trueAt: null };
  let due = false;
  void (async () => {
    while (!signal.aborted) {
      if (due) {
        due = false;
        watcher.seen = await waitingNow(url, cookie).catch(() => {
          due = true;
          return watcher.seen;
        });
        if (watcher.seen === CASES) watcher.trueAt ??= performance.now();
      }
      await wait(READ_EVERY_MS);
    }
  })();
  void (async () => {
    while (!signal.aborted) {
      watcher.reconnects += 1;
      try {
        const answer = await fetch(`${url}/api/v1/events`, { headers: { cookie }, signal });
        const decoder = new TextDecoder();
        for await (const chunk of answer.body ?? []) {
          if (/^event: (cases|changed|open)$/m.test(decoder.decode(chunk, { stream: true }))) due = true;
          watcher.events += 1;
        }
      } catch {
        // Comes back below.
      }
      await wait(500);
    }
  })();
  return watcher;
}

async function openPages(browser: Browser, { url }: DeskRoom, people: readonly BenchPerson[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const { cookie } of people) {
    const context = await browser.newContext({ baseURL: url });
    await context.addCookies(
      cookie.split("; ").map((pair) => {
        const at = pair.indexOf("=");
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
      }),
    );
    const page = await context.newPage();
    await page.goto("/triage");
    pages.push(page);
  }
  return pages;
}

async function shownAsWaiting(page: Page): Promise<number> {
  const cells = await page.getByRole("region", { name: "What waits, by tier" }).getByRole("button").allInnerTexts();
  return cells.reduce((sum, text) => sum + Number(/([\d,]+)\s*waiting/.exec(text)?.[1]?.replaceAll(",", "") ?? 0), 0);
}

/** Cases arrive a hundred at a time; half-way the database is stopped at once and started again. */
async function arrive(room: DeskRoom, say: (line: string) => void): Promise<void> {
  for (let arrived = 0; arrived < CASES; arrived += STEP) {
    if (arrived === CASES / 2) {
      say("PostgreSQL restarts");
      await stopPostgres(room.dataDir);
      await startPostgres({ dataDir: room.dataDir, port: room.postgresPort });
    }
    for (let tries = 0; ; tries += 1) {
      try {
        await fillQueue(STEP);
        break;
      } catch (error) {
        if (tries > 50) throw error;
        await wait(200);
      }
    }
  }
}

/** @returns how many ended with the true state, and how long after the last case in milliseconds */
export async function benchLive(say: (line: string) => void) {
  const room = await openDeskRoom(say);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  const stop = new AbortController();
  try {
    const people = await room.people(STREAMS + BROWSERS, "reviewer");
    await addSources();
    const pages = await openPages(browser, room, people.slice(STREAMS));
    const watchers = people.slice(0, STREAMS).map((each) => watch(room.url, each, stop.signal));
    await wait(2_000);
    await arrive(room, say);
    const lastAt = performance.now();
    const truth = await db().case.count({ where: { state: "open" } });
    const shown = new Map<Page, number>();
    const pagesTrueAt: number[] = [];
    while (performance.now() < lastAt + TRUE_WITHIN_MS) {
      for (const page of pages) {
        if (shown.get(page) === truth) continue;
        shown.set(page, await shownAsWaiting(page));
        if (shown.get(page) === truth) pagesTrueAt.push(performance.now() - lastAt);
      }
      if (pagesTrueAt.length === pages.length && watchers.every(({ trueAt }) => trueAt !== null)) break;
      await wait(50);
    }
    const after = watchers.flatMap(({ trueAt }) => (trueAt === null ? [] : [Math.max(0, trueAt - lastAt)]));
    const most = (values: readonly number[]) => Math.round(Math.max(...values));
    return {
      truth,
      rows: [
        { what: "streams", n: STREAMS, endedWithTruth: after.length, slowestMs: most(after) },
        { what: "browsers", n: BROWSERS, endedWithTruth: pagesTrueAt.length, slowestMs: most(pagesTrueAt) },
      ],
      eventsPerStream: Math.round(watchers.reduce((sum, { events }) => sum + events, 0) / STREAMS),
      reconnects: watchers.reduce((sum, { reconnects }) => sum + reconnects, 0),
    };
  } finally {
    stop.abort();
    await browser.close();
    await room.close();
  }
}
