import "server-only";
import type { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { loadShadowCost, loadShadowTallies } from "@/domain/measure/shadow/load-tallies";
import type { ShadowPage, shadowFilterSchema } from "@/domain/measure/shadow/shadow-dto";
import { shadowResult } from "@/domain/measure/shadow/shadow-result";
import type { ShadowDetail } from "@/domain/measure/shadow/shadow-result-dto";
import { findShadowRows, getShadowDto, toShadowDtos } from "@/domain/measure/shadow/shadow-row";
import { db } from "@/lib/db/client";

/** Shadow runs, newest first. @throws FORBIDDEN */
export async function listShadowRuns(
  actor: Actor,
  { cursor, limit }: z.infer<typeof shadowFilterSchema>,
): Promise<ShadowPage> {
  requireRight(actor, "measure.read");
  const rows = await findShadowRows(db(), { cursor, take: limit + 1 });
  const items = await toShadowDtos(db(), rows.slice(0, limit));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/**
 * One shadow run with its progress and, once it has ended by itself, what came of it, set beside the decisions that stand
 * now. @throws FORBIDDEN, NOT_FOUND
 */
export async function getShadowRun(actor: Actor, id: string): Promise<ShadowDetail> {
  requireRight(actor, "measure.read");
  const run = await getShadowDto(db(), id);
  if (run.state !== "finished") return { ...run, result: null };
  await catchUp();
  const [tallies, cost] = await Promise.all([loadShadowTallies(id), loadShadowCost(id)]);
  return { ...run, result: shadowResult(tallies, { ...run, cost }) };
}
