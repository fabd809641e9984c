/**
 * A simulated year with known truth (domain/measure/testing/year-plan.ts): what Measure says of recall, against what it is.
 *
 * First a hundred years of a million conversations each. Simulated: what comes, what the model says, and how people answer.
 * Real: the order of the strata, the rates, the draw by HMAC of each conversation that holds a risk or shows anything, and
 * Measure's own report. How many of those that hold no risk and show nothing are drawn has the binomial distribution, and
 * is drawn in one: nothing else of them matters.
 *
 * Then one year in a real database, each conversation by itself: the desk's own frame and secret, its check of the draws, its
 * rebuild, and the functions behind the pages of Measure. With BENCH_PICTURES=FOLDER pictures of the pages over it.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { openDeskRoom } from "@/bench/desk-room";
import { fillYear, type WeekTruth } from "@/bench/fill-year";
import { admin } from "@/bench/measure";
import { measureLatency } from "@/bench/measure-latency";
import { rebuildFacts } from "@/domain/measure/facts/rebuild-facts";
import type { Figure } from "@/domain/measure/figures/figure";
import { getBreakdown } from "@/domain/measure/figures/get-breakdown";
import { getDrift } from "@/domain/measure/figures/get-drift";
import { getMeasureReport } from "@/domain/measure/figures/get-measure-report";
import { getRiskFigures } from "@/domain/measure/figures/get-risk-figures";
import { getTimeFigures } from "@/domain/measure/figures/get-time-figures";
import { checkDraws } from "@/domain/measure/sampling/check-draws";
import { type Judged, judgeYear, summariseYears } from "@/domain/measure/testing/judge-year";
import { PEOPLE, YEAR } from "@/domain/measure/testing/year-plan";
import { db, disconnectDb } from "@/lib/db/client";
import { deployMigrations } from "@/lib/migrations/deploy-migrations";
import { startPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const YEARS = Number(process.env.BENCH_YEARS ?? 100);
const CONVERSATIONS = Number(process.env.BENCH_CONVERSATIONS ?? YEAR.conversations);
/** Answers to reference cases of each kind: about one in ten of all that people decide. */
const REFERENCES = 2_000;
const RUNS = 5;
const PAGES = { overview: "/measure", types: "/measure/types", drift: "/measure/drift" } as const;

type Say = (line: string) => void;

function judgeYears(say: Say): Judged[] {
  const judged: Judged[] = [];
  for (let seed = 0; seed < YEARS; seed += 1) {
    judged.push(...judgeYear(`${seed}`, YEAR));
    if (seed % 10 === 9) say(`${seed + 1} years`);
  }
  return judged;
}

function beside(what: string, truth: number, figure: Figure) {
  if (figure.value === null) return { what, truth, value: null, low: null, high: null, held: null };
  const { value, low, high } = figure;
  return { what, truth, value, low, high, held: low <= truth && truth <= high };
}

const day = (at: Date) => at.toISOString().slice(0, 10);

function recallOf(weeks: readonly WeekTruth[]): number {
  const count = (of: "risks" | "flagged") => weeks.reduce((sum, week) => sum + week[of], 0);
  return count("flagged") / count("risks");
}

/** What the report says of the whole and of each quarter, beside the truth. */
async function holdAgainst(weeks: readonly WeekTruth[]) {
  const { figures, recall, corrected } = await getMeasureReport(admin, {});
  const truth = recallOf(weeks);
  const rows = [
    beside("recall", truth, figures.recall),
    beside(`recall, corrected by ${REFERENCES} reference cases of each kind`, truth, corrected.recall),
    beside("what a desk takes for recall that reviews only flags", truth, recall.flagsOnly),
  ];
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const of = weeks.slice(quarter * 13, (quarter + 1) * 13);
    const [from, to] = [weeks[quarter * 13]?.from, weeks[(quarter + 1) * 13]?.from];
    const filter = { ...(from && quarter > 0 && { from: day(from) }), ...(to && { to: day(to) }) };
    const { corrected: without } = await getMeasureReport(admin, filter);
    rows.push(beside(`corrected, quarter ${quarter + 1}`, recallOf(of), without.recall));
  }
  return rows;
}

const ANSWERS = {
  report: () => getMeasureReport(admin, {}),
  types: () => getRiskFigures(admin, {}),
  drift: () => getDrift(admin, { step: "week" }),
  "by month": () => getBreakdown(admin, { by: "month" }),
  times: () => getTimeFigures(admin, {}),
} as const;

async function timed<T>(what: () => Promise<T>): Promise<{ seconds: number; made: T }> {
  const began = performance.now();
  const made = await what();
  return { seconds: (performance.now() - began) / 1000, made };
}

/** Fills the database that the environment names, and asks it. */
async function yearInDatabase(say: Say) {
  await db().user.create({ data: { id: "bench", name: "Bench", email: "bench@example.org", roles: ["admin"] } });
  const plan = { ...YEAR, conversations: CONVERSATIONS };
  const filled = await timed(() => fillYear(plan, PEOPLE, REFERENCES, say));
  const rebuilt = await timed(() => rebuildFacts(admin));
  say(`rebuilt in ${Math.round(rebuilt.seconds)} s`);
  const draws = await timed(() => checkDraws({ ...admin, roles: ["auditor"] }, {}));
  if (!draws.made.ok) throw new Error(`a draw is not what the secret says: ${JSON.stringify(draws.made.frames)}`);
  const held = await holdAgainst(filled.made);
  const answers = [];
  for (const [answer, ask] of Object.entries(ANSWERS)) answers.push({ answer, ...(await measureLatency(RUNS, ask)) });
  const [frame] = draws.made.frames;
  const counts = { conversations: CONVERSATIONS, decisions: await db().decision.count(), drawn: frame?.drawn ?? 0 };
  const keeping = { fillSeconds: filled.seconds, rebuildSeconds: rebuilt.seconds, checkDrawsSeconds: draws.seconds };
  return { held, answers, counts, keeping };
}

/** Pictures of the real pages over that year. */
async function takePictures(room: Awaited<ReturnType<typeof openDeskRoom>>, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const [person] = await room.people(1, "auditor");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: room.url });
    await context.setExtraHTTPHeaders({ cookie: person?.cookie ?? "" });
    const page = await context.newPage();
    for (const [name, address] of Object.entries(PAGES)) {
      await page.goto(address, { waitUntil: "networkidle" });
      await page.screenshot({ path: path.join(folder, `year-${name}.png`), fullPage: true });
    }
  } finally {
    await browser.close();
  }
}

async function inThrowaway<T>(work: () => Promise<T>): Promise<T> {
  const dataDir = makeThrowawayDir("vigil-bench-");
  try {
    const postgres = await startPostgres({ dataDir });
    process.env.DATABASE_URL = postgres.url;
    process.env.VIGIL_SECRET = "bench-bench-bench-bench-bench-bench-bench";
    await deployMigrations(postgres.url);
    const made = await work();
    await disconnectDb();
    return made;
  } finally {
    await removeThrowaway(dataDir);
  }
}

/** @returns how often each claim held over the simulated years, and one year in a real database against its truth */
export async function benchYear(say: Say) {
  const pictures = process.env.BENCH_PICTURES;
  const room = pictures === undefined ? null : await openDeskRoom(say);
  try {
    const claims = await timed(async () => summariseYears(judgeYears(say)));
    console.table(claims.made);
    const database = await (room ? yearInDatabase(say) : inThrowaway(() => yearInDatabase(say)));
    if (room && pictures !== undefined) await takePictures(room, pictures);
    return { claims: claims.made, claimSeconds: claims.seconds, ...database };
  } finally {
    await room?.close();
  }
}
