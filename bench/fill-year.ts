/** Fills a desk with the simulated year: each conversation by itself, drawn by the real rules under the desk's own secret. */
import type { KeyObject } from "node:crypto";
import type { SystemActor } from "@/domain/access/actor";
import { createRandom, type Random } from "@/domain/measure/statistics/random";
import { drawFacts } from "@/domain/measure/testing/draw-year";
import { type People, valueIn, WEEKS, type YearPlan } from "@/domain/measure/testing/year-plan";
import { holdFrame, RULE_VERSION } from "@/domain/triage/sampling/frame";
import { inclusionProbability } from "@/domain/triage/sampling/sampling-rates";
import { stratumOf } from "@/domain/triage/sampling/strata";
import { chanceOf } from "@/lib/crypto/chance";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const STEP = 20_000;
const WEEK_MS = 7 * 24 * 3_600_000;
const SYSTEM: SystemActor = { kind: "system", process: "worker" };
const TABLES = [
  "conversation",
  "classification",
  "risk",
  "case",
  "claim",
  "decision",
  "finding",
  "sample",
  "review_slot",
  "gold_case",
];

/** How many of a week hold a risk, and of these how many were flagged. Nobody at the desk knows. */
export type WeekTruth = { from: Date; risks: number; flagged: number };

/** Which of some shares that add up to one. */
function pick(random: Random, shares: readonly number[]): number {
  let left = random();
  const at = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return at < 0 ? shares.length - 1 : at;
}

type Made = {
  conversation: string;
  source: string;
  at: string;
  flagged: boolean;
  tier: number;
  stratum: string | null;
  probability: number | null;
  drawn: boolean;
  /** Of the case about it; null where there is none. */
  reason: "flagged" | "sample" | "manual" | null;
  verdict: "risk" | "none" | null;
};

type Desk = { random: Random; plan: YearPlan; people: People; key: KeyObject };

/** What became of one that was not flagged. */
function makeClear(desk: Desk, week: number, atRisk: boolean, one: { conversation: string; source: string }) {
  const { random, plan, key } = desk;
  const stratum = stratumOf(drawFacts(random, plan, atRisk));
  const from = { stratum, sourceId: one.source, language: null };
  const probability = inclusionProbability(plan.ratesIn(week), from);
  const drawn = chanceOf(key, one.conversation) < probability;
  const seen = !drawn && atRisk && random() < plan.cameUpon;
  const reason = drawn ? ("sample" as const) : seen ? ("manual" as const) : null;
  const answered = seen || (drawn && random() < plan.answeredOf(week));
  return { stratum, probability, drawn, reason, answered, tier: 3 };
}

function makeOne(desk: Desk, week: number, from: Date, truth: WeekTruth): Made {
  const { random, plan, people } = desk;
  const source =
    plan.sources[
      pick(
        random,
        plan.sources.map(({ share }) => share),
      )
    ]?.id ?? "";
  const atRisk = random() < valueIn(plan.prevalence, week);
  const flagged = random() < (atRisk ? valueIn(plan.sensitivity, week) : plan.falseAlarms);
  if (atRisk) truth.risks += 1;
  if (atRisk && flagged) truth.flagged += 1;
  const conversation = newId();
  const tier = pick(random, plan.tiers[atRisk ? "risk" : "none"]);
  const { answered, ...rest } = flagged
    ? {
        ...{ stratum: null, probability: null, drawn: false, reason: "flagged" as const, tier },
        answered: random() < (plan.tiers.decided[tier] ?? 1),
      }
    : makeClear(desk, week, atRisk, { conversation, source });
  const saysRisk = random() < (atRisk ? people.sensitivity : 1 - people.specificity);
  const verdict = answered ? (saysRisk ? ("risk" as const) : ("none" as const)) : null;
  const at = new Date(from.getTime() + random() * WEEK_MS).toISOString();
  return { conversation, source, at, flagged, verdict, ...rest };
}

async function addSources({ sources }: YearPlan): Promise<void> {
  for (const [i, { id }] of sources.entries()) {
    const dataKey = { create: { id: newId(), kind: "source" as const, wrapped: new Uint8Array(1), kekVersion: 1 } };
    await db().source.create({ data: { id, platform: "api", name: `Year ${i + 1}`, dataKey } });
  }
}

/** Writes what was made in the tables' true shape. Ids that nothing else needs to know are made by the database. */
async function write(made: readonly Made[], frameId: string): Promise<void> {
  await db().$executeRaw`
    INSERT INTO bench_year
    SELECT conversation, uuidv7(), uuidv7(), CASE WHEN verdict IS NOT NULL THEN uuidv7() END, source, at, flagged, tier,
      stratum, probability, drawn, reason, verdict,
      (enum_range(NULL::risk_type))[1 + floor(power(random(), 3) * 9)::int], (enum_range(NULL::severity))[1 + floor(random() * 4)::int],
      at + random() * interval '3 hours'
    FROM json_to_recordset(${JSON.stringify(made)}::json) AS made (conversation uuid, source uuid, at timestamptz,
      flagged bool, tier int, stratum text, probability float8, drawn bool, reason case_reason, verdict verdict)`;
  await db().$executeRaw`
    INSERT INTO conversation (id, source_id, revision, status, message_count, data_key_id, unread_since, language, received_at)
    SELECT y.conversation, s.id, 1, CASE WHEN flagged THEN 'flagged' ELSE 'clear' END::conversation_status, 0, s.data_key_id,
      NULL, 'en', y.at FROM bench_year y JOIN source s ON s.id = y.source`;
  await db().$executeRaw`
    INSERT INTO classification (id, conversation_id, revision, engine, model, strategy, preprocess_version, outcome,
      provisional, tripwire, latency_ms, created_at)
    SELECT reading, conversation, 1, 'sglang', 'simulated', 'single', '1',
      CASE WHEN flagged THEN 'risk' ELSE 'none' END::outcome, false, stratum = 'tripwire' IS TRUE, 1, at FROM bench_year`;
  await db().$executeRaw`
    INSERT INTO risk (id, classification_id, position, subject, type, severity, imminence)
    SELECT uuidv7(), reading, 0, 'self', type, severity, 'acute' FROM bench_year WHERE flagged`;
  await db().$executeRaw`
    INSERT INTO "case" (id, conversation_id, classification_id, revision, reason, state, tier, queue_tier, due_at, opened_at,
      closed_at)
    SELECT opened, conversation, reading, 1, reason, CASE WHEN verdict IS NULL THEN 'open' ELSE 'closed' END::case_state,
      tier, tier, at + interval '1 hour', at, CASE WHEN verdict IS NOT NULL THEN decided END
    FROM bench_year WHERE reason IS NOT NULL`;
  await db().$executeRaw`
    INSERT INTO claim (id, case_id, reviewer_id, token, claimed_at, expires_at, ended_at, "end")
    SELECT uuidv7(), opened, 'bench', opened::text, at + (decided - at) / 2, decided + interval '1 day', decided, 'decided'
    FROM bench_year WHERE verdict IS NOT NULL`;
  await db().$executeRaw`
    INSERT INTO decision (id, case_id, conversation_id, revision, classification_id, reviewer_id, verdict, certainty, action,
      model_visible, time_spent_ms, decided_at, undoable_until)
    SELECT decision, opened, conversation, 1, reading, 'bench', verdict, 'sure', 'no_action', reason <> 'sample', 1000,
      decided, decided FROM bench_year WHERE verdict IS NOT NULL`;
  await db().$executeRaw`
    INSERT INTO finding (id, decision_id, position, assessment, subject, type, severity, imminence)
    SELECT uuidv7(), decision, 0, 'missed', 'self', type, severity, 'acute' FROM bench_year WHERE verdict = 'risk'`;
  await db().$executeRaw`
    INSERT INTO sample (id, frame_id, conversation_id, classification_id, source_id, language, stratum,
      inclusion_probability, drawn, rule_version, model, strategy, created_at)
    SELECT uuidv7(), ${frameId}::uuid, conversation, reading, source, 'en', stratum, probability, drawn, ${RULE_VERSION},
      'simulated', 'single', at FROM bench_year WHERE NOT flagged`;
  await db().$executeRaw`
    INSERT INTO review_slot (id, kind, conversation_id, revision, case_id, probability, created_at, answer_id, answered_at)
    SELECT uuidv7(), 'sample', conversation, 1, opened, probability, at, decision,
      CASE WHEN verdict IS NOT NULL THEN decided END FROM bench_year WHERE drawn`;
}

/** Adds reference cases, half of them with a risk, and so many answers to each half by people who err as everywhere. */
async function addReferences(random: Random, { sensitivity, specificity }: People, each: number): Promise<void> {
  const answers = (["risk", "none"] as const).flatMap((reference) =>
    Array.from({ length: each }, (_, i) => {
      const right = random() < (reference === "risk" ? sensitivity : specificity);
      return { reference, i, verdict: right === (reference === "risk") ? "risk" : "none" };
    }),
  );
  await db().$executeRaw`
    INSERT INTO gold_case (id, conversation_id, revision, decision_id)
    SELECT uuidv7(), conversation_id, 1, id FROM (SELECT *, row_number() OVER (PARTITION BY verdict ORDER BY id) AS nth
      FROM decision WHERE model_visible) AS d WHERE nth <= 50`;
  await db().$executeRaw`
    CREATE TEMPORARY TABLE bench_gold ON COMMIT PRESERVE ROWS AS
    SELECT g.id AS gold, g.conversation_id AS conversation, d.classification_id AS reading, uuidv7() AS opened,
      uuidv7() AS decision, a.verdict, now() - random() * interval '300 days' AS at
    FROM json_to_recordset(${JSON.stringify(answers)}::json) AS a (reference verdict, i int, verdict verdict)
    JOIN (SELECT g.*, row_number() OVER (PARTITION BY d.verdict ORDER BY g.id) - 1 AS nth, d.verdict AS reference
      FROM gold_case g JOIN decision d ON d.id = g.decision_id) g ON g.reference = a.reference AND g.nth = a.i % 50
    JOIN decision d ON d.id = g.decision_id`;
  await db().$executeRaw`
    INSERT INTO "case" (id, conversation_id, classification_id, revision, reason, state, tier, queue_tier, due_at, opened_at,
      closed_at)
    SELECT opened, conversation, reading, 1, 'gold', 'closed', 3, 3, at + interval '1 day', at, at + interval '1 hour'
    FROM bench_gold`;
  await db().$executeRaw`
    INSERT INTO decision (id, case_id, conversation_id, revision, classification_id, reviewer_id, verdict, certainty, action,
      model_visible, time_spent_ms, decided_at, undoable_until)
    SELECT decision, opened, conversation, 1, reading, 'bench', verdict, 'sure', 'no_action', false, 1000,
      at + interval '1 hour', at + interval '1 hour' FROM bench_gold`;
  await db().$executeRaw`
    INSERT INTO review_slot (id, kind, conversation_id, revision, case_id, gold_case_id, reviewer_id, created_at, answer_id,
      answered_at)
    SELECT uuidv7(), 'gold', conversation, 1, opened, gold, 'bench', at, decision, at + interval '1 hour' FROM bench_gold`;
}

/**
 * Fills the desk with a year that ends now. A person "bench" must be there. Changes are not noted one by one: whoever fills
 * rebuilds at the end.
 * @param references answers to reference cases with a risk, and as many without
 * @returns the truth of each week
 */
export async function fillYear(
  plan: YearPlan,
  people: People,
  references: number,
  say: (line: string) => void,
): Promise<WeekTruth[]> {
  await addSources(plan);
  const frame = await db().$transaction((tx) => holdFrame(tx, SYSTEM));
  const desk: Desk = { random: createRandom("a year in the database"), plan, people, key: frame.key };
  await db().$executeRaw`
    CREATE UNLOGGED TABLE bench_year (conversation uuid, reading uuid, opened uuid, decision uuid, source uuid,
      at timestamptz, flagged bool, tier int, stratum text, probability float8, drawn bool, reason case_reason,
      verdict verdict, type risk_type, severity severity, decided timestamptz)`;
  for (const table of TABLES) await db().$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
  const start = Date.now() - WEEKS * WEEK_MS;
  const weeks: WeekTruth[] = [];
  for (let week = 0; week < WEEKS; week += 1) {
    const truth: WeekTruth = { from: new Date(start + week * WEEK_MS), risks: 0, flagged: 0 };
    const number = (at: number) => Math.floor((plan.conversations * at) / WEEKS);
    for (let left = number(week + 1) - number(week); left > 0; left -= STEP) {
      const made = Array.from({ length: Math.min(STEP, left) }, () => makeOne(desk, week, truth.from, truth));
      await write(made, frame.id);
      await db().$executeRaw`TRUNCATE bench_year`;
    }
    weeks.push(truth);
    if (week % 13 === 12) say(`${number(week + 1)} conversations`);
  }
  await addReferences(desk.random, people, references);
  for (const table of TABLES) {
    await db().$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
    await db().$executeRawUnsafe(`ANALYZE "${table}"`);
  }
  return weeks;
}
