import "server-only";
import { Prisma, type Tx } from "@/lib/db/client";

/** Checkpoints stand in full for so long; of older ones the last of each hour, and after `HOURLY_DAYS` of each day. */
const ALL_DAYS = 1;
const HOURLY_DAYS = 30;

/** Has the checkpoint over so many entries stand for ever, since it lies outside too. In the transaction before it leaves. */
export async function keepCheckpoint(tx: Tx, size: number): Promise<void> {
  await tx.auditCheckpointKept.createMany({ data: { treeSize: BigInt(size) }, skipDuplicates: true });
}

/** The same for the first checkpoint that covers all entries before the place `to`: of what somebody signs off. */
export async function keepCheckpointOver(tx: Tx, to: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_checkpoint_kept (tree_size)
    SELECT tree_size FROM audit_checkpoint WHERE tree_size >= ${BigInt(to)} ORDER BY tree_size LIMIT 1
    ON CONFLICT DO NOTHING`;
}

/**
 * Deletes checkpoints that nobody outside can hold and that a later one of the same hour, or day, covers. Every proof comes
 * from the entries, so that a tree of any size can still be shown to be the beginning of a later one; what goes is the
 * signature over sizes in between.
 * @param most how many at the most
 * @returns the statement
 */
export function thinCheckpoints(most: number): Prisma.Sql {
  const unit = Prisma.sql`CASE WHEN c.created_at < now() - make_interval(days => ${HOURLY_DAYS}::int) THEN 'day' ELSE 'hour' END`;
  return Prisma.sql`
    DELETE FROM audit_checkpoint WHERE tree_size = ANY (ARRAY(
      SELECT c.tree_size FROM (
        SELECT tree_size, created_at, lead(created_at) OVER (ORDER BY tree_size) AS next_at FROM audit_checkpoint
        WHERE created_at < now() - make_interval(days => ${ALL_DAYS}::int)) c
      WHERE c.created_at < now() - make_interval(days => ${ALL_DAYS}::int)
        AND date_trunc(${unit}, c.created_at, 'UTC') = date_trunc(${unit}, c.next_at, 'UTC')
        AND NOT EXISTS (SELECT FROM audit_checkpoint_kept k WHERE k.tree_size = c.tree_size)
      LIMIT ${most}::int))`;
}
