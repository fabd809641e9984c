/** Fills a desk with waiting cases that look like real ones: sources, languages, engines, risks, tiers and ages, each uneven. */
import { fallbackOf } from "@/domain/settings/definitions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { createDataKeys } from "@/lib/keys/data-keys";

/** Added at a time, so that no statement holds the database for minutes. */
const STEP = 50_000;
/** From so many on the planner is told of them, as the database itself would tell it after a while. */
const ANALYSED_FROM = 1_000;

/** Five sources, made once. */
export async function addSources(): Promise<void> {
  const keys = await createDataKeys(db(), "source", 5);
  await db().$executeRaw`
    INSERT INTO source (id, platform, name, data_key_id)
    SELECT uuidv7(), 'api', 'Bench ' || place, id
    FROM unnest(${keys.map(({ id }) => id)}::uuid[]) WITH ORDINALITY AS key (id, place)`;
}

async function addStep(count: number): Promise<void> {
  await db().$executeRaw`
    WITH sources AS (SELECT array_agg(id ORDER BY name) AS ids, array_agg(data_key_id ORDER BY name) AS keys
      FROM source WHERE name LIKE 'Bench %'),
    drawn AS MATERIALIZED (
      SELECT uuidv7() AS conversation, uuidv7() AS classification, uuidv7() AS id,
        -- The first source has most of it, the last one in a thousand.
        CASE WHEN a < 0.7 THEN 1 WHEN a < 0.9 THEN 2 WHEN a < 0.97 THEN 3 WHEN a < 0.999 THEN 4 ELSE 5 END AS source,
        CASE WHEN b < 0.8 THEN 'en' WHEN b < 0.9 THEN 'es' WHEN b < 0.98 THEN 'de' WHEN b < 0.9999 THEN 'fr' ELSE 'is' END AS language,
        CASE WHEN c < 0.95 THEN 'sglang' WHEN c < 0.9995 THEN 'offline' ELSE 'vllm' END AS engine,
        (enum_range(NULL::risk_type))[1 + floor(power(d, 3) * 9)::int] AS type,
        (CASE WHEN e < 0.85 THEN 'self' ELSE 'other' END)::risk_subject AS subject,
        CASE WHEN f < 0.002 THEN 1 WHEN f < 0.2 THEN 2 ELSE 3 END AS tier, g * interval '20 hours' AS age
      FROM (SELECT random() a, random() b, random() c, random() d, random() e, random() f, random() g
        FROM generate_series(1, ${count}::int)) AS dice),
    conversations AS (
      INSERT INTO conversation (id, source_id, revision, status, message_count, data_key_id, unread_since, language)
      SELECT conversation, ids[source], 1, 'flagged', 0, keys[source], NULL, language FROM drawn, sources RETURNING id),
    readings AS (
      INSERT INTO classification (id, conversation_id, revision, engine, model, strategy, preprocess_version, outcome,
        provisional, tripwire, latency_ms)
      SELECT classification, conversation, 1, engine, 'bench', 'single', '1', 'risk', false, false, 1 FROM drawn),
    risks AS (
      INSERT INTO risk (id, classification_id, position, subject, type, severity)
      SELECT uuidv7(), classification, 0, subject, type, 'moderate' FROM drawn)
    INSERT INTO bench_case (id, conversation_id, classification_id, tier, opened_at)
    SELECT id, conversation, classification, tier, now() - age FROM drawn`;
  // In a statement of its own: the trigger that gathers what a case is found by reads the rows above.
  await db().$executeRaw`
    INSERT INTO "case" (id, conversation_id, classification_id, revision, reason, tier, queue_tier, due_at, opened_at)
    SELECT id, conversation_id, classification_id, 1, 'flagged', tier, tier, opened_at + interval '24 hours', opened_at
    FROM bench_case`;
  await db().$executeRaw`TRUNCATE bench_case`;
}

/** Adds waiting cases, none of them due yet, each with a reading and a risk. */
export async function fillQueue(count: number): Promise<void> {
  await db().$executeRaw`
    CREATE UNLOGGED TABLE IF NOT EXISTS bench_case (id uuid, conversation_id uuid, classification_id uuid, tier int, opened_at timestamptz)`;
  for (let left = count; left > 0; left -= STEP) await addStep(Math.min(STEP, left));
  if (count < ANALYSED_FROM) return;
  for (const table of ["case", "conversation", "classification", "risk"])
    await db().$executeRawUnsafe(`VACUUM (ANALYZE) "${table}"`);
}

/** Lifts what protects people who read: one account here does the work of a shift in seconds. */
export async function liftLimits(): Promise<void> {
  const value = { ...fallbackOf("wellbeing"), weights: [0, 0, 0, 0], coolDownSeconds: 0, lighterAfterHeavy: 0 };
  await db().settingChange.create({ data: { id: newId(), name: "wellbeing", version: 1, value } });
}
