import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { EXPORT_PAGE } from "@/domain/ingest/export-range";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { narrowedToDecisions } from "@/domain/measure/figures/filter-sql";
import { isKeptBlind } from "@/domain/measure/figures/kept-blind";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { MEASURED_ROW, measuredRowSchema } from "@/domain/measure/figures/measured-row";
import { db, Prisma } from "@/lib/db/client";

const rowSchema = measuredRowSchema.extend({ kept: z.boolean() });
type Row = z.infer<typeof rowSchema>;

async function page(actor: Actor, filter: MeasureFilter, after: Row | undefined): Promise<Row[]> {
  const from =
    after === undefined
      ? Prisma.empty
      : Prisma.sql`AND (f.day, f.conversation_id) > (${after.day}::date, ${after.conversationId}::uuid)`;
  const rows = await db().$queryRaw`
    SELECT ${MEASURED_ROW}, ${isKeptBlind(actor)} AS kept
    FROM measure_fact f WHERE ${narrowedToDecisions(filter, "f")} ${from}
    ORDER BY f.day, f.conversation_id LIMIT ${EXPORT_PAGE}`;
  return z.array(rowSchema).parse(rows);
}

/** What would say which conversation it is goes where that is kept from whoever asks; the rates can be computed all the same. */
function lineOf({ kept, decidedAt, ...row }: Row) {
  const line = { ...row, decidedAt: decidedAt?.toISOString() ?? null };
  return kept ? { ...line, conversationId: null, caseId: null, decisionId: null, classificationId: null } : line;
}

/**
 * What the model and people made of each conversation, oldest first, with the probability it was drawn with: enough to
 * compute every rate again. Ids and facts, no content; without ids where somebody who may decide asks about what they may
 * be given to read blind. Each page is written down before it is handed out.
 * @throws FORBIDDEN
 */
export async function* exportOutcomes(actor: Actor, filter: MeasureFilter) {
  requireRight(actor, "records.export");
  await catchUp();
  for (let after: Row | undefined; ; ) {
    const rows: Row[] = await page(actor, filter, after);
    if (rows.length === 0) return;
    await appendEvent(db(), {
      type: "measure.records.exported",
      actor,
      facts: { what: "outcomes", rows: rows.length },
    });
    for (const row of rows) yield lineOf(row);
    after = rows.at(-1);
  }
}
