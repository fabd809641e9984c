import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";

/** Arbitrary: whoever changes facts and counts holds this for their transaction, so that counts add up. */
const NAME = "measure facts";

/** Holds the figures for the rest of the transaction; waits while somebody else does. */
export async function holdFigures(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${NAME}, 0))`;
}

/** The same, at once or not at all: whether it is held now. */
export async function tryHoldFigures(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw`SELECT pg_try_advisory_xact_lock(hashtextextended(${NAME}, 0)) AS held`;
  return z.array(z.object({ held: z.boolean() })).parse(rows)[0]?.held === true;
}
