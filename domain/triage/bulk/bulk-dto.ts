/** A change to many cases at once, as it is asked for and answered. Pure: pages read their answers with it. */
import { z } from "zod";
import { BULK_AT_MOST } from "@/domain/triage/bulk/bulk-limit";
import { caseFilterSchema } from "@/domain/triage/case-filter";

/** For so long, in seconds, it can be taken back. */
export const BULK_UNDO_SECONDS = 600;

export const bulkChangeSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("requeue") }).meta({ description: "Back into the queue, now" }),
    z.strictObject({ kind: z.literal("escalate") }).meta({ description: "To the leads" }),
    z
      .strictObject({ kind: z.literal("snooze"), minutes: z.number().int().min(5).max(1440) })
      .meta({ description: "Given to nobody for a while, never past its due time" }),
    z
      .strictObject({ kind: z.literal("raise"), tier: z.number().int().min(0).max(2) })
      .meta({ description: "More urgent" }),
    z
      .strictObject({ kind: z.literal("close") })
      .meta({ description: "Samples, and cases opened by hand in which nothing was found, alone" }),
  ])
  .meta({ id: "BulkChange" });
export type BulkChange = z.infer<typeof bulkChangeSchema>;

const idsSchema = z.array(z.uuid()).min(1).max(BULK_AT_MOST);

export const bulkPreviewInputSchema = z
  .strictObject({
    change: bulkChangeSchema,
    ids: idsSchema.optional(),
    filter: caseFilterSchema
      .optional()
      .meta({ description: `All that fit, the most urgent first, ${BULK_AT_MOST} at the most` }),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), "name either ids or a filter")
  .meta({ id: "BulkPreviewInput" });
export type BulkPreviewInput = z.infer<typeof bulkPreviewInputSchema>;

export const bulkInputSchema = z.strictObject({ change: bulkChangeSchema, ids: idsSchema }).meta({ id: "BulkInput" });
export type BulkInput = z.infer<typeof bulkInputSchema>;

/** Why a case is left as it is. */
export const LEFT_OUT = [
  "gone",
  "busy",
  "over",
  "with_somebody",
  "with_a_lead",
  "waits_already",
  "emergency",
  "overdue",
  "as_urgent_already",
  "needs_review",
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

const tallySchema = {
  byTier: z.array(z.object({ tier: z.number().int(), count: z.number().int() })),
  leftOut: z.array(z.object({ why: z.enum(LEFT_OUT), count: z.number().int() })),
};

export const bulkPreviewSchema = z
  .object({
    ids: z.array(z.uuid()).meta({ description: "The cases that would change" }),
    ...tallySchema,
    more: z.boolean().meta({ description: `More than ${BULK_AT_MOST} fit the filter` }),
  })
  .meta({ id: "BulkPreview" });
export type BulkPreview = z.infer<typeof bulkPreviewSchema>;

export const bulkResultSchema = z
  .object({ bulkId: z.uuid(), changed: z.number().int(), ...tallySchema, undoableUntil: z.iso.datetime() })
  .meta({ id: "BulkResult" });
export type BulkResult = z.infer<typeof bulkResultSchema>;

export const bulkUndoneSchema = z
  .object({
    restored: z.number().int(),
    moved: z.number().int().meta({ description: "Left as they are now: somebody or something has changed them since" }),
  })
  .meta({ id: "BulkUndone" });
export type BulkUndone = z.infer<typeof bulkUndoneSchema>;
