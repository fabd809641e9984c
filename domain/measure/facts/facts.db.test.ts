/** Facts and counts follow the records, whatever happens to a conversation and in whatever order it is taken in. */
import { beforeAll, expect, test } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { correct, decide, decided } from "@/domain/decide/testing/decide";
import { undoDecision } from "@/domain/decide/undo-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { checkFacts } from "@/domain/measure/facts/check-facts";
import { foldChanges } from "@/domain/measure/facts/fold-changes";
import { getFreshness } from "@/domain/measure/facts/get-freshness";
import { rebuildFacts } from "@/domain/measure/facts/rebuild-facts";
import { listMeasuredCases } from "@/domain/measure/figures/list-measured-cases";
import { loadCounts } from "@/domain/measure/figures/load-counts";
import { measureCellSchema } from "@/domain/measure/figures/measure-cell";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  failed,
  openDesk,
  person,
  risky,
  setMoreEyes,
  setSampling,
  withScore,
} from "@/domain/testing/desk";
import { openManualCase } from "@/domain/triage/open-manual-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db, pool } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

beforeAll(openDesk);

const FACTS = ["measure_fact", "measure_risk_fact", "measure_case_fact"];
const COUNTS = ["measure_rollup", "measure_risk_rollup", "measure_level_rollup", "measure_score_rollup"];

/** All facts and counts, without the numbers of their rows, in an order of their own. */
async function everything(): Promise<Record<string, string[]>> {
  const tables = await Promise.all(
    [...FACTS, ...COUNTS].map(async (table) => {
      const { rows } = await pool().query(`SELECT (to_jsonb(t) - 'id')::text AS row FROM ${table} t ORDER BY 1`);
      return [table, rows.map(({ row }) => String(row))] as const;
    }),
  );
  return Object.fromEntries(tables);
}

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const READINGS = [
  clear,
  clear,
  risky(aRisk("critical", "emergency")),
  risky(aRisk("mild", null), aRisk("high", "acute", "abuse", "other")),
  failed(),
] as const;
const SAYS = ["all", "nothing", "high"] as const;

/** One thing that people or the model do, as far as the desk lets them. */
async function happen(roll: ReturnType<typeof dice>, people: readonly UserActor[]): Promise<void> {
  const reading = READINGS[roll(READINGS.length)] ?? clear;
  const says = SAYS[roll(SAYS.length)] ?? "all";
  const lead = people[roll(people.length)] ?? (await person("lead"));
  const anyOf = async <T>(list: Promise<T[]>) => (await list).at(roll((await list).length));
  const steps = [
    () => conversationRead(lead, reading, "some words", withScore(engineThatSays(reading), roll(101) / 100)),
    async () => {
      const some = await anyOf(db().case.findMany({ where: { state: "open" }, orderBy: { id: "asc" } }));
      if (some) await decide(lead, some.id, says);
    },
    async () => {
      const some = await anyOf(db().decision.findMany({ where: { undo: null }, orderBy: { id: "asc" } }));
      if (some)
        await (roll(2) === 0 ? undoDecision(lead, some.id, { reason: "a test" }) : correct(lead, some.id, says));
    },
    async () => {
      const some = await anyOf(db().conversation.findMany({ orderBy: { id: "asc" } }));
      if (!some) return;
      if (roll(2) === 0) await openManualCase(lead, some.id);
      const key = { kind: "ingest_key", keyId: "none", sourceId: some.sourceId } as const;
      const grown = await acceptConversation(key, {
        externalId: some.externalId ?? undefined,
        messages: [{ role: "user", text: "more words" }],
      });
      await readAndRoute(engineThatSays(reading), { conversationId: grown.id, revision: grown.revision });
    },
    () => foldChanges(),
  ];
  await steps[[0, 0, 0, 1, 1, 1, 1, 2, 3, 4][roll(10)] ?? 0]?.();
}

test("what is taken in bit by bit is what a rebuild makes of the records, and what the nightly check expects", async () => {
  await setSampling({ rest: 0.6 });
  await setMoreEyes({
    secondReviewOfRisk: 0.5,
    secondReviewOfNone: 0.5,
    secondReviewTierZero: true,
    twoPersonDismissal: true,
  });
  const roll = dice(7);
  const people = [await person("lead"), await person("lead"), await person("lead")];
  for (let step = 0; step < 50; step += 1) {
    await happen(roll, people).catch((error: unknown) => {
      // What the desk refuses, it refuses before anything is written.
      if (!(error instanceof AppError)) throw error;
    });
  }
  await decided("all");
  await Promise.all([foldChanges(), foldChanges()]);
  await foldChanges();
  expect(await db().measureChange.count()).toBe(0);
  const before = await everything();
  expect(Object.fromEntries(Object.entries(before).map(([table, rows]) => [table, rows.length > 0]))).toEqual(
    Object.fromEntries([...FACTS, ...COUNTS].map((table) => [table, true])),
  );
  expect(await checkFacts()).toMatchObject({ facts: 0, rollups: 0 });
  await rebuildFacts(await person("admin"));
  expect(await everything()).toEqual(before);
}, 60_000);

test("a change that is committed late, and one whose worker is killed, are taken in all the same", async () => {
  const id = await conversationRead(await person("reviewer"), clear);
  const late = await pool().connect();
  const blocker = await pool().connect();
  try {
    await late.query("BEGIN");
    await late.query("INSERT INTO measure_change (conversation_id) VALUES ($1)", [id]);
    await db().measureChange.create({ data: { conversationId: id } });
    await blocker.query("BEGIN");
    await blocker.query("LOCK TABLE measure_rollup IN ACCESS EXCLUSIVE MODE");
    const killed = expect(foldChanges()).rejects.toThrow();
    // Other tests' databases came from the same template: their tables have the same numbers.
    const waiting = `SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'measure_rollup'::regclass
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await expect.poll(async () => (await late.query(waiting)).rows.length).toBe(1);
    await late.query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) AS waits`);
    await killed;
    await blocker.query("ROLLBACK");
    expect(await foldChanges()).toBeGreaterThan(0);
    await late.query("COMMIT");
    expect(await foldChanges()).toBe(1);
  } finally {
    late.release();
    blocker.release();
  }
  expect(await db().measureFact.findUnique({ where: { conversationId: id } })).toMatchObject({ outcome: "none" });
  expect(await checkFacts()).toMatchObject({ facts: 0, rollups: 0 });
});

test("what was changed behind the desk's back is found by the nightly check, said and mended", async () => {
  const before = await everything();
  await db().$executeRaw`UPDATE measure_fact SET answer = 'risk' WHERE answer = 'none' AND outcome = 'unscored'`;
  await db().$executeRaw`UPDATE measure_rollup SET n = n + 5 WHERE outcome = 'unscored'`;
  const found = await checkFacts();
  expect(found.facts).toBeGreaterThan(0);
  expect(found.rollups).toBeGreaterThan(0);
  expect((await getFreshness()).check).toMatchObject({ ok: false, repaired: true });
  expect(await everything()).toEqual(before);
  await checkFacts();
  expect((await getFreshness()).check).toMatchObject({ ok: true, differences: 0 });
});

/** The fact of a conversation by now. */
async function factOf(conversationId: string) {
  await foldChanges();
  return db().measureFact.findUniqueOrThrow({ where: { conversationId } });
}
const sampleOf = (conversationId: string) =>
  db().case.findFirstOrThrow({ where: { conversationId, reason: "sample" } });

test("what somebody comes upon stays in the cell it was drawn from, answered or not, and is told with its cell where it was not drawn", async () => {
  const reviewer = await person("reviewer");
  const comeUpon = async (rest: number, blind: boolean) => {
    await setSampling({ rest });
    const id = await conversationRead(reviewer, clear);
    if (blind) await decide(reviewer, (await sampleOf(id)).id, "nothing");
    await decide(reviewer, (await openManualCase(reviewer, id)).caseId, "all");
    const { stratum, probability, cameInto, answer } = await factOf(id);
    return [stratum, probability, cameInto, answer];
  };
  expect(await comeUpon(1, true)).toEqual(["rest", 1, null, "none"]);
  expect(await comeUpon(1, false)).toEqual(["rest", 1, null, "none"]);
  expect(await comeUpon(1e-9, false)).toEqual(["seen", 1e-9, "rest", "none"]);
  expect(await comeUpon(0, false)).toEqual(["seen", 0, "rest", "none"]);
  // Asked for blind answers alone they are of their cell, and nobody asked about them; the list behind the count says so too.
  const counts = await loadCounts({ visibility: "blind" });
  const unasked = counts.filter(({ probability, stratum }) => stratum === "rest" && probability === 1e-9);
  expect(unasked).toMatchObject([{ answer: "unasked", n: 1 }]);
  const auditor = await person("auditor");
  const behind = async (cell: string, visibility?: "blind") =>
    (await listMeasuredCases(auditor, { cell: measureCellSchema.parse(cell), visibility })).items.map(
      ({ probability, stratum }) => [stratum, probability],
    );
  expect(await behind("stratum.rest.unasked", "blind")).toContainEqual(["seen", null]);
  expect(await behind("stratum.rest.none")).not.toContainEqual(["seen", null]);
  expect(await behind("stratum.rest.all")).toContainEqual(["seen", null]);
});

test("a miss that was seen blind is not talked away by whoever reads the same words with the model's answer in view", async () => {
  const [first, second, third] = [await person("reviewer"), await person("reviewer"), await person("lead")];
  await setSampling({ rest: 1 });
  const missed = await conversationRead(first, clear);
  await decide(first, (await sampleOf(missed)).id, "high");
  await decide(second, (await openManualCase(second, missed)).caseId, "nothing");
  const blind = { answer: "risk", visibility: "blind", stratum: "rest", overturn: "false_negative" };
  expect(await factOf(missed)).toMatchObject(blind);
  // Nor does it take the place of what a third person settled.
  await setMoreEyes({ secondReviewOfRisk: 1 });
  const contested = await conversationRead(first, clear);
  const sample = await sampleOf(contested);
  await decide(first, sample.id, "high");
  const slotOf = (kind: "second_review" | "adjudication") =>
    db().reviewSlot.findFirstOrThrow({ where: { ofCaseId: sample.id, kind } });
  await decide(second, (await slotOf("second_review")).caseId, "nothing");
  const settled = await decide(third, (await slotOf("adjudication")).caseId, "nothing");
  await setMoreEyes({ secondReviewOfRisk: 0 });
  await decide(second, (await openManualCase(second, contested)).caseId, "nothing");
  expect(await factOf(contested)).toMatchObject({ decisionId: settled.id, stratum: "rest" });
});

test("a flag whose case ended without a decision stays in the tier that it had", async () => {
  const id = await conversationRead(await person("reviewer"), risky(aRisk("moderate", "acute")));
  const { tier } = await factOf(id);
  expect(tier).toBe(2);
  // As the erasure of somebody ends what is open about them.
  await db().case.updateMany({ where: { conversationId: id }, data: { state: "closed", closedAt: new Date() } });
  expect(await factOf(id)).toMatchObject({ outcome: "risk", answer: "open", tier: 2 });
});
