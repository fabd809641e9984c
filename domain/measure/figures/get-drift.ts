import "server-only";
import type { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import type { Drift, driftQuerySchema } from "@/domain/measure/figures/drift-dto";
import { driftOf } from "@/domain/measure/figures/drift-figures";
import { loadCounts } from "@/domain/measure/figures/load-counts";

/**
 * Rates over time with their control limits: what changed by more than chance. By the day or week in which the model read.
 * @throws FORBIDDEN
 */
export async function getDrift(actor: Actor, { step, ...filter }: z.infer<typeof driftQuerySchema>): Promise<Drift> {
  requireRight(actor, "measure.read");
  await catchUp();
  const drift = driftOf(step, await loadCounts(filter, step));
  // What was read clear has no tier: within one only what people overturned is known.
  return filter.tier === undefined
    ? drift
    : { ...drift, series: drift.series.filter(({ rate }) => rate === "overturned") };
}
