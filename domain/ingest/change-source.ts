import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { holdSources } from "@/domain/ingest/create-source";
import { SOURCE_URGENCIES } from "@/domain/ingest/source-dto";
import { getSourceRow } from "@/domain/ingest/source-row";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { typedName } from "@/lib/text/printable";

export const sourceChangeSchema = z
  .strictObject({
    name: typedName(80).optional(),
    paused: z
      .boolean()
      .optional()
      .meta({ description: "While paused, deliveries are accepted and kept, and wait until it goes on" }),
    urgency: z
      .enum(SOURCE_URGENCIES)
      .optional()
      .meta({ description: "Whose conversations are read first while the model is slower than intake" }),
  })
  .meta({ id: "SourceChange" });
export type SourceChange = z.infer<typeof sourceChangeSchema>;

/**
 * Renames, pauses, lets go on, or sets the urgency of a source. What waited while it was paused is then read.
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT when the platform has another one of this name
 */
export async function changeSource(actor: Actor, sourceId: string, change: SourceChange): Promise<void> {
  requireRight(actor, "source.manage");
  await db().$transaction(async (tx) => {
    await holdSources(tx);
    const row = await getSourceRow(tx, sourceId);
    if (change.name !== undefined && change.name !== row.name) {
      const { platform } = row;
      const taken = await tx.source.findUnique({ where: { platform_name: { platform, name: change.name } } });
      if (taken) throw new AppError("CONFLICT", `There is a source called “${change.name}” already. Choose another.`);
    }
    const next = {
      ...(change.name === undefined || change.name === row.name ? {} : { name: change.name }),
      ...(change.urgency === undefined || change.urgency === row.urgency ? {} : { urgency: change.urgency }),
      ...(change.paused === undefined || change.paused === (row.pausedAt !== null)
        ? {}
        : { pausedAt: change.paused ? new Date() : null }),
    };
    const changed = Object.keys(next).map((field) => (field === "pausedAt" ? "paused" : field));
    if (changed.length === 0) return;
    await tx.source.update({ where: { id: sourceId }, data: next });
    if (next.pausedAt === null) {
      await tx.webhookDelivery.updateMany({ where: { sourceId, state: "held" }, data: { state: "received" } });
    }
    await appendEvent(tx, { type: "ingest.source.changed", actor, facts: { sourceId, changed } });
  });
}
