/** Fills a desk with a year of decided conversations, as unevenly as real ones: sources, languages, tiers, types, days. */
import { db } from "@/lib/db/client";

const STEP = 50_000;
const TABLES = ["conversation", "classification", "risk", "case", "claim", "decision", "finding", "sample"];

async function addStep(count: number): Promise<void> {
  await db().$executeRaw`
    INSERT INTO bench_measured
    SELECT uuidv7(), uuidv7(), uuidv7(), uuidv7(), a < 0.5,
      CASE WHEN b < 0.7 THEN 1 WHEN b < 0.9 THEN 2 WHEN b < 0.97 THEN 3 WHEN b < 0.999 THEN 4 ELSE 5 END,
      CASE WHEN c < 0.8 THEN 'en' WHEN c < 0.9 THEN 'es' WHEN c < 0.98 THEN 'de' ELSE NULL END,
      CASE WHEN d < 0.05 THEN 0 WHEN d < 0.2 THEN 1 WHEN d < 0.6 THEN 2 ELSE 3 END,
      (enum_range(NULL::risk_type))[1 + floor(power(e, 3) * 9)::int],
      CASE WHEN f < 0.85 THEN 'self' ELSE 'other' END::risk_subject,
      (enum_range(NULL::severity))[1 + floor(g * 4)::int], h, now() - i * interval '365 days', j < 0.8
    FROM (SELECT random() a, random() b, random() c, random() d, random() e, random() f, random() g, random() h, random() i,
      random() j FROM generate_series(1, ${count}::int)) AS dice`;
  await db().$executeRaw`
    INSERT INTO conversation (id, source_id, revision, status, message_count, data_key_id, unread_since, language, received_at)
    SELECT m.conversation, s.id, 1, CASE WHEN flagged THEN 'flagged' ELSE 'clear' END::conversation_status, 0, s.data_key_id,
      NULL, m.language, m.at
    FROM bench_measured m JOIN source s ON s.name = 'Bench ' || m.source`;
  await db().$executeRaw`
    INSERT INTO classification (id, conversation_id, revision, engine, model, strategy, preprocess_version, outcome, provisional,
      tripwire, latency_ms, created_at, flag_score)
    SELECT reading, conversation, 1, 'sglang', CASE WHEN at < now() - interval '100 days' THEN 'bench-1' ELSE 'bench-2' END,
      'single', '1', CASE WHEN flagged THEN 'risk' ELSE 'none' END::outcome, false, false, 1, at,
      CASE WHEN flagged THEN 1 - power(random(), 8) * 0.6 ELSE power(random(), 8) * 0.6 END FROM bench_measured`;
  await db().$executeRaw`
    INSERT INTO risk (id, classification_id, position, subject, type, severity, imminence)
    SELECT uuidv7(), reading, 0, subject, type, severity, 'acute' FROM bench_measured WHERE flagged`;
  await db().$executeRaw`
    INSERT INTO "case" (id, conversation_id, classification_id, revision, reason, state, tier, queue_tier, due_at, opened_at,
      closed_at)
    SELECT opened, conversation, reading, 1, CASE WHEN flagged THEN 'flagged' ELSE 'sample' END::case_reason, 'closed', tier,
      tier, at + interval '1 hour', at, at + h * interval '3 hours' FROM bench_measured WHERE asked OR flagged`;
  await db().$executeRaw`
    INSERT INTO claim (id, case_id, reviewer_id, token, claimed_at, expires_at, ended_at, "end")
    SELECT uuidv7(), opened, 'bench', opened::text, at + h * interval '1 hour', at + interval '2 days', at + h * interval '3 hours',
      'decided' FROM bench_measured WHERE asked OR flagged`;
  await db().$executeRaw`
    INSERT INTO decision (id, case_id, conversation_id, revision, classification_id, reviewer_id, verdict, certainty, action,
      model_visible, time_spent_ms, decided_at, undoable_until)
    SELECT decision, opened, conversation, 1, reading, 'bench',
      CASE WHEN flagged AND h < 0.85 OR NOT flagged AND h < 0.03 THEN 'risk' ELSE 'none' END::verdict, 'sure', 'no_action',
      flagged, 1000, at + h * interval '3 hours', at + h * interval '3 hours' FROM bench_measured WHERE asked OR flagged`;
  await db().$executeRaw`
    INSERT INTO finding (id, decision_id, position, assessment, subject, type, severity, imminence)
    SELECT uuidv7(), decision, 0, 'missed', subject, type, CASE WHEN h < 0.7 THEN severity ELSE 'high' END, 'acute'
    FROM bench_measured WHERE flagged AND h < 0.85 OR asked AND NOT flagged AND h < 0.03`;
  await db().$executeRaw`
    INSERT INTO sample (id, frame_id, conversation_id, classification_id, source_id, language, stratum, inclusion_probability,
      drawn, rule_version, model, strategy)
    SELECT uuidv7(), f.id, conversation, reading, s.id, m.language, CASE WHEN h < 0.1 THEN 'split' ELSE 'rest' END, 0.8, asked,
      '1', 'bench', 'single' FROM bench_measured m JOIN source s ON s.name = 'Bench ' || m.source, frame f WHERE NOT flagged`;
  await db().$executeRaw`TRUNCATE bench_measured`;
}

/**
 * Adds so many conversations, nine in ten of them decided, without a change noted for each: whoever fills rebuilds at the end.
 * Sources "Bench 1" to "Bench 5" and the person "bench" must be there.
 */
export async function fillMeasure(count: number, say: (line: string) => void): Promise<void> {
  await db().$executeRaw`
    CREATE UNLOGGED TABLE bench_measured (conversation uuid, reading uuid, opened uuid, decision uuid, flagged bool, source int,
      language text, tier int, type risk_type, subject risk_subject, severity severity, h float8, at timestamptz, asked bool)`;
  await db().$executeRaw`
    INSERT INTO frame (id, name, rule_version, secret_hash)
    SELECT uuidv7(), 'bench', '1', '\\x00' WHERE NOT EXISTS (SELECT 1 FROM frame)`;
  for (const table of TABLES) await db().$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
  for (let left = count; left > 0; left -= STEP) {
    await addStep(Math.min(STEP, left));
    say(`${count - left + Math.min(STEP, left)} conversations`);
  }
  for (const table of TABLES) {
    await db().$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
    await db().$executeRawUnsafe(`ANALYZE "${table}"`);
  }
}
