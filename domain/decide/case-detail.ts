/** One case as a reviewer gets it. Pure: pages read their answers with it. */
import { z } from "zod";
import { decisionSchema } from "@/domain/decide/decision-dto";
import { keptSchema } from "@/domain/decide/kept";
import { messageSchema } from "@/domain/decide/message-dto";
import { threadPartsSchema } from "@/domain/decide/thread-parts";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { CASE_STATES } from "@/domain/triage/case-state";
import { callSchema, classificationSchema } from "@/inference/classification-dto";

export const caseDetailSchema = z
  .object({
    id: z.uuid(),
    reason: z.enum(CASE_REASONS),
    state: z.enum(CASE_STATES),
    tier: z.number().int(),
    queueTier: z.number().int(),
    dueAt: z.iso.datetime(),
    openedAt: z.iso.datetime(),
    revision: z.number().int(),
    version: z.number().int(),
    snoozedUntil: z.iso.datetime().nullable().meta({ description: "Until then nobody is given it" }),
    claim: z
      .object({
        holder: z.string(),
        mine: z.boolean(),
        expiresAt: z.iso.datetime(),
        token: z
          .string()
          .nullable()
          .meta({ description: "Yours to send with every write; null on another person's claim" }),
      })
      .nullable(),
    conversation: z.object({
      id: z.uuid(),
      externalId: z.string().nullable(),
      receivedAt: z.iso.datetime(),
      ...keptSchema.shape,
      language: z.string().nullable().meta({ description: "ISO 639-1, as far as could be told" }),
      source: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
      ...threadPartsSchema.shape,
    }),
    messages: z.array(messageSchema),
    laterMessages: z.number().int().meta({
      description: "Messages that came after what this case looks at, and are not part of it",
    }),
    modelVisible: z.boolean(),
    hidden: z
      .enum(["blind", "own_reading_first"])
      .nullable()
      .meta({ description: "Why the model’s answer is not shown to this reviewer" }),
    classification: classificationSchema
      .nullable()
      .meta({ description: "null while the model's answer is hidden from this reviewer" }),
    calls: z.array(callSchema),
    decisions: z
      .array(decisionSchema)
      .meta({ description: "Newest first; empty while they are hidden from this reviewer" }),
    settles: z
      .object({ first: decisionSchema, second: decisionSchema })
      .nullable()
      .meta({ description: "Of an adjudication that is not decided: the two decisions, without who made them" }),
    waitsForSecond: z.boolean().meta({
      description: "The decision on this case takes effect only once a second person has looked",
    }),
    correctable: z
      .object({
        decisionId: z.uuid(),
        firstReading: z.boolean().meta({ description: "Your own, made before the model’s answer was shown" }),
      })
      .nullable()
      .meta({ description: "The decision that this reviewer may correct now" }),
    actions: z
      .array(z.object({ id: z.string(), label: z.string(), retired: z.boolean() }))
      .meta({ description: "What can be recorded as done; retired ones only name what was chosen before" }),
  })
  .meta({ id: "CaseDetail" });
export type CaseDetail = z.infer<typeof caseDetailSchema>;
