import "server-only";
import { db } from "@/lib/db/client";

/** For so many days is kept what somebody read, when they rested, and what they left to others: it serves the days at hand. */
const KEPT_DAYS = 30;

/** Forgets what was older. Run by the workers. Returns how many rows went. */
export async function sweepWellbeing(): Promise<number> {
  const before = new Date(Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000);
  const exposures = await db().exposure.deleteMany({ where: { exposedAt: { lt: before } } });
  const breaks = await db().reviewerBreak.deleteMany({ where: { endedAt: { lt: before } } });
  const passes = await db().casePass.deleteMany({ where: { until: { lt: before } } });
  return exposures.count + breaks.count + passes.count;
}
