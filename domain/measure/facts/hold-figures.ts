import "server-only";
import { setTimeout } from "node:timers/promises";
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

/** How often, and at what distance, whoever answers figures asks for them. */
const TRIES = 20;
const PAUSE_MS = 25;

/** The same within half a second, or not at all: whether it is held now. */
export async function holdFiguresSoon(tx: Tx): Promise<boolean> {
  for (let left = TRIES; left > 0; left -= 1) {
    if (await tryHoldFigures(tx)) return true;
    await setTimeout(PAUSE_MS);
  }
  return false;
}
