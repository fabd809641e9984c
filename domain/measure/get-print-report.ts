import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { findNewestCheckpoint } from "@/domain/audit/list-checkpoints";
import { getDrift } from "@/domain/measure/figures/get-drift";
import { getMeasureReport } from "@/domain/measure/figures/get-measure-report";
import { getReviewerFigures } from "@/domain/measure/figures/get-reviewer-figures";
import { getRiskFigures } from "@/domain/measure/figures/get-risk-figures";
import { getTimeFigures } from "@/domain/measure/figures/get-time-figures";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { db } from "@/lib/db/client";

/** What a printed report says of itself, so that it can be told later what it was about. */
export type ReportCover = {
  /** ISO 8601, UTC. */
  madeAt: string;
  /** null where the filter names no source, or one that is gone. */
  sourceName: string | null;
  /** The newest signed head of the log: what was on record when the figures were made. null before the first. */
  checkpoint: { size: number; root: string; createdAt: string } | null;
};

async function coverOf({ source }: MeasureFilter): Promise<ReportCover> {
  const [named, newest] = await Promise.all([
    source === undefined ? null : db().source.findUnique({ where: { id: source }, select: { name: true } }),
    findNewestCheckpoint(),
  ]);
  return {
    madeAt: new Date().toISOString(),
    sourceName: named?.name ?? null,
    checkpoint: newest && { size: newest.size, root: newest.root, createdAt: newest.createdAt },
  };
}

/**
 * All that a printed report holds.
 * @throws FORBIDDEN
 */
export async function getPrintReport(actor: Actor, filter: MeasureFilter) {
  requireRight(actor, "measure.read");
  const [cover, report, risks, drift, reviewers, times] = await Promise.all([
    coverOf(filter),
    getMeasureReport(actor, filter),
    getRiskFigures(actor, filter),
    getDrift(actor, { ...filter, step: "week" }),
    getReviewerFigures(actor, filter),
    getTimeFigures(actor, filter),
  ]);
  return { cover, report, risks, drift, reviewers, times };
}
