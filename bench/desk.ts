/**
 * The reviewer's desk: claiming and listing at 1,000 and 1,000,000 waiting cases, 50 reviewers at once over HTTP, every
 * filter, the script of the triage page, and from a decision to the next case on the screen.
 */
import { chromium } from "@playwright/test";
import { measurePaint, measureScript } from "@/bench/desk-browser";
import { measureAt, measureFilters } from "@/bench/desk-database";
import { measureEdge } from "@/bench/desk-edge";
import { type DeskRoom, openDeskRoom } from "@/bench/desk-room";
import { addSources, fillQueue, liftLimits } from "@/bench/fill-queue";
import { startVigilWorker } from "@/bench/web-process";
import type { UserActor } from "@/domain/access/actor";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { db } from "@/lib/db/client";

const SMALL = 1_000;
/** Most of a run goes into adding these; fewer, or none, are enough while one looks for something else. */
const LARGE = Number(process.env.BENCH_DESK_CASES ?? 1_000_000);
const REVIEWERS = 50;
const DECISIONS = 40;

type Say = (line: string) => void;

function actorOf(id: string): UserActor {
  return { kind: "user", userId: id, name: "Bench", email: "bench@bench.test", roles: ["lead"], sessionId: "none" };
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

const OPERATIONS = ["claim", "list", "list, next page", "list, last page", "summary"] as const;
type Measured = Awaited<ReturnType<typeof measureAt>>;

const rowsOf = (at: Measured) => OPERATIONS.map((operation) => ({ cases: at.cases, operation, ...at[operation] }));
const edgeOf = (cases: number, { rows }: Awaited<ReturnType<typeof measureEdge>>) =>
  rows.map((row) => ({ cases, ...row }));
const kilobytes = (scripts: readonly { bytes: number }[]) =>
  Math.round(scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 100) / 10;

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
    const paint = await measurePaint(browser, room.url, painter, DECISIONS);
    const scripts = await measureScript(browser, room.url, painter);
    const page = [
      { what: "named by the triage page", kilobytes: kilobytes(scripts.filter(({ named }) => named)) },
      { what: "loaded after it, ahead of need", kilobytes: kilobytes(scripts.filter(({ named }) => !named)) },
    ];
    const atSmall = { paint, page, scripts };
    say(JSON.stringify({ small, edgeSmall, ...atSmall }));
    if (LARGE === 0) return { rows: rowsOf(small), edge: edgeOf(SMALL, edgeSmall), ...atSmall };
    say(`Adding ${LARGE} cases`);
    await fillQueue(LARGE);
    const large = await measureAt(LARGE, actor);
    const filters = await measureFilters(actor);
    say(`Fifty reviewers at ${LARGE} cases`);
    const edgeLarge = await measureEdge(room, people);
    // A run is long: what was measured is not lost with a later part.
    say(JSON.stringify({ large, filters, edgeLarge }));
    return {
      rows: [...rowsOf(small), ...rowsOf(large)],
      ratios: OPERATIONS.map((operation) => ({
        operation,
        p50: large[operation].p50 / small[operation].p50,
        p95: large[operation].p95 / small[operation].p95,
      })),
      filters,
      edge: [...edgeOf(SMALL, edgeSmall), ...edgeOf(LARGE, edgeLarge)],
      ...atSmall,
      doubleClaims: edgeSmall.doubleClaims + edgeLarge.doubleClaims,
      refused: edgeSmall.refused + edgeLarge.refused,
    };
  } finally {
    await browser.close();
    await room.close();
  }
}
