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

async function page(kept: Prisma.Sql, filter: MeasureFilter, after: Row | undefined): Promise<Row[]> {
  const from =
    after === undefined
      ? Prisma.empty
      : Prisma.sql`AND (f.day, f.conversation_id) > (${after.day}::date, ${after.conversationId}::uuid)`;
  const rows = await db().$queryRaw`
    SELECT ${MEASURED_ROW}, ${kept} AS kept
    FROM measure_fact f WHERE ${narrowedToDecisions(filter, "f")} ${from}
    ORDER BY f.day, f.conversation_id LIMIT ${EXPORT_PAGE}`;
  return z.array(rowSchema).parse(rows);
}

function lineOf({ kept, decidedAt, ...row }: Row) {
  return { ...row, decidedAt: decidedAt?.toISOString() ?? null };
}

const UNNAMED = { conversationId: null, caseId: null, decisionId: null, classificationId: null, decidedAt: null };
type Line = Omit<ReturnType<typeof lineOf>, keyof typeof UNNAMED> & Record<keyof typeof UNNAMED, string | null>;

/**
 * Lines of which nobody is to know which conversation each is about, in the order of what they say: the place of a line
 * tells no more than the line itself.
 * @param counts how many conversations there are of each line, as JSON: few, since what tells them apart is left out
 */
function* unnamedLines(counts: ReadonlyMap<string, number>): Generator<Line> {
  for (const [line, count] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    for (let left = count; left > 0; left -= 1) yield JSON.parse(line);
}

/**
 * What the model and people made of each conversation, oldest first, with the probability it was drawn with: enough to
 * compute every rate again. Ids and facts, no content. Where somebody who may decide asks, what they may be given to read
 * blind comes last, without ids and times. Each page is written down before it is handed out.
 * @throws FORBIDDEN
 */
export async function* exportOutcomes(actor: Actor, filter: MeasureFilter): AsyncGenerator<Line, void> {
  requireRight(actor, "records.export");
  await catchUp();
  const kept = await isKeptBlind(actor);
  const unnamed = new Map<string, number>();
  for (let after: Row | undefined; ; ) {
    const rows: Row[] = await page(kept, filter, after);
    if (rows.length === 0) break;
    await appendEvent(db(), {
      type: "measure.records.exported",
      actor,
      facts: { what: "outcomes", rows: rows.length },
    });
    for (const row of rows) {
      const line = lineOf(row);
      const without = JSON.stringify({ ...line, ...UNNAMED });
      if (row.kept) unnamed.set(without, (unnamed.get(without) ?? 0) + 1);
      else yield line;
    }
    after = rows.at(-1);
  }
  yield* unnamedLines(unnamed);
}
