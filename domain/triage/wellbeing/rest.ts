import "server-only";
import { Prisma, type Tx } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";

/**
 * Holds whether a person rests until the transaction ends. First of all in each that gives them a case or begins a break,
 * so that nobody is on a break with a case that was given in the same moment.
 */
export async function holdRest(tx: Tx, userId: string): Promise<void> {
  await holdName(tx, `rest ${userId}`);
}

/** Whether a person is on a break, in SQL. */
export function isOnBreak(userId: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM reviewer_break WHERE user_id = ${userId} AND ended_at IS NULL)`;
}
