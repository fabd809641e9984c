import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { holdFigures } from "@/domain/measure/facts/hold-figures";
import { insertFacts } from "@/domain/measure/facts/refresh-facts";
import { countsOf, ROLLUPS } from "@/domain/measure/facts/rollup-sql";
import { db, Prisma, type Tx } from "@/lib/db/client";

const CHUNK = 5_000;
const HOUR_MS = 3_600_000;
const idsSchema = z.array(z.object({ id: z.uuid() }));

/** Conversations after an id, in their order. */
export async function nextConversations(tx: Tx, after: string | null, limit = CHUNK): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT id FROM conversation WHERE ${after}::uuid IS NULL OR id > ${after}::uuid ORDER BY id LIMIT ${limit}`;
  return idsSchema.parse(rows).map(({ id }) => id);
}

/** Makes the counts anew from the facts. The caller holds the figures. */
export async function recount(tx: Tx): Promise<void> {
  for (const rollup of ROLLUPS) {
    const table = Prisma.raw(rollup.table);
    await tx.$executeRaw`DELETE FROM ${table}`;
    await tx.$executeRaw`
      INSERT INTO ${table} (${Prisma.raw(rollup.columns)}, n) ${countsOf(rollup, Prisma.sql`true`)}`;
  }
}

/**
 * Makes all facts and counts anew from the raw records, in one transaction: until it is done the former ones are answered.
 * @param say is told how many conversations are done
 * @returns how many conversations were looked at
 * @throws FORBIDDEN
 */
export async function rebuildFacts(actor: Actor, say: (done: number) => void = () => undefined): Promise<number> {
  requireRight(actor, "settings.manage");
  return db().$transaction(
    async (tx) => {
      await holdFigures(tx);
      // First of all: a change that comes after this waits for the next round, and loses nothing by it.
      for (const table of ["measure_change", "measure_fact", "measure_risk_fact", "measure_case_fact"])
        await tx.$executeRaw`DELETE FROM ${Prisma.raw(table)}`;
      let done = 0;
      for (let after: string | null = null; ; ) {
        const ids = await nextConversations(tx, after);
        if (ids.length === 0) break;
        await insertFacts(tx, ids);
        done += ids.length;
        after = ids.at(-1) ?? null;
        say(done);
      }
      await recount(tx);
      await appendEvent(tx, { type: "measure.figures.rebuilt", actor, facts: { conversations: done } });
      return done;
    },
    { timeout: 4 * HOUR_MS },
  );
}
