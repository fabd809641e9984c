import "server-only";
import { caseFactsOf, factsOf } from "@/domain/measure/facts/fact-sql";
import { countsOf, ROLLUPS } from "@/domain/measure/facts/rollup-sql";
import { Prisma, type Tx } from "@/lib/db/client";

const idsIn = (ids: readonly string[]) => Prisma.sql`${[...ids]}::uuid[]`;

/** Adds the facts of these conversations to the counts, or takes them out of them (`sign` −1). */
async function count(tx: Tx, ids: readonly string[], sign: 1 | -1): Promise<void> {
  for (const rollup of ROLLUPS) {
    const [table, columns] = [Prisma.raw(rollup.table), Prisma.raw(rollup.columns)];
    const where = Prisma.sql`f.conversation_id = ANY (${idsIn(ids)})`;
    await tx.$executeRaw`
      INSERT INTO ${table} AS had (${columns}, n)
      SELECT ${columns}, ${sign}::int * n FROM (${countsOf(rollup, where)}) AS counts
      ON CONFLICT (${columns}) DO UPDATE SET n = had.n + excluded.n`;
  }
}

/** Writes the facts of these conversations, which must have none, from the raw records. */
export async function insertFacts(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    WITH ${factsOf(idsIn(ids))},
    written AS (
      INSERT INTO measure_risk_fact (conversation_id, type, subject, named, present, model_severity, person_severity,
        model_imminence, person_imminence) SELECT * FROM risks)
    INSERT INTO measure_fact (conversation_id, day, source_id, language, model, strategy, provisional, tier, outcome, answer,
      visibility, stratum, probability, came_into, overturn, case_id, decision_id, classification_id, decided_at, score)
    SELECT * FROM facts`;
  await tx.$executeRaw`
    INSERT INTO measure_case_fact (case_id, conversation_id, day, source_id, language, model, strategy, tier, reason,
      opened_at, viewed_at, decided_at, closed_at, view_bucket, decision_bucket) ${caseFactsOf(idsIn(ids))}`;
}

async function deleteFacts(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const table of ["measure_fact", "measure_risk_fact", "measure_case_fact"])
    await tx.$executeRaw`DELETE FROM ${Prisma.raw(table)} WHERE conversation_id = ANY (${idsIn(ids)})`;
}

/** Makes the facts of these conversations anew from the raw records, and the counts with them. The caller holds the figures. */
export async function refreshFacts(tx: Tx, ids: readonly string[]): Promise<void> {
  await count(tx, ids, -1);
  await deleteFacts(tx, ids);
  await insertFacts(tx, ids);
  await count(tx, ids, 1);
  for (const { table } of ROLLUPS) await tx.$executeRaw`DELETE FROM ${Prisma.raw(table)} WHERE n = 0`;
}
