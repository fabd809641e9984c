import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { getFreshness } from "@/domain/measure/facts/get-freshness";
import { buildReport } from "@/domain/measure/figures/build-report";
import { loadGoldError } from "@/domain/measure/figures/gold-error";
import { loadCounts } from "@/domain/measure/figures/load-counts";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import type { MeasureReport } from "@/domain/measure/figures/overview-dto";
import { loadReadTwice } from "@/domain/measure/figures/read-twice";
import { db, Prisma } from "@/lib/db/client";

const countSchema = z.array(z.object({ n: z.number().int() }));

/** Conversations with words that nothing has read yet. One that only holds private notes has none. */
async function countUnread({ source }: MeasureFilter): Promise<number> {
  const of = source === undefined ? Prisma.empty : Prisma.sql`AND source_id = ${source}::uuid`;
  const rows = await db().$queryRaw`
    SELECT count(*)::int AS n FROM conversation
    WHERE unread_since IS NOT NULL AND status IN ('received', 'classifying') ${of}`;
  return countSchema.parse(rows)[0]?.n ?? 0;
}

/** Why nothing can be said of what was missed under this filter; undefined where it can. */
export function whyNoUnflagged({ tier, visibility }: MeasureFilter): string | undefined {
  if (tier !== undefined)
    return "Conversations that were not flagged have no tier, so what was missed cannot be told by tier. Look at all tiers.";
  if (visibility === "shown")
    return "What was not flagged is drawn for a blind reading, so nothing can be said of it from decisions made with the model in view.";
  return undefined;
}

/**
 * What decisions say about the model, with intervals and with what they cannot say. What has just happened is taken in
 * first, as far as one batch goes; the answer says what is not.
 * @throws FORBIDDEN
 */
export async function getMeasureReport(actor: Actor, filter: MeasureFilter): Promise<MeasureReport> {
  requireRight(actor, "measure.read");
  await catchUp();
  const [rows, unread, freshness, gold, readTwice] = await Promise.all([
    loadCounts(filter),
    countUnread(filter),
    getFreshness(),
    loadGoldError(),
    loadReadTwice(filter),
  ]);
  return buildReport({ rows, unread, freshness, gold, readTwice }, { noUnflagged: whyNoUnflagged(filter) });
}
