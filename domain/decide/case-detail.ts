/** One case as a reviewer gets it. Pure: pages read their answers with it. */
import { z } from "zod";
import { decisionSchema } from "@/domain/decide/decision-dto";
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
      source: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
      ...threadPartsSchema.shape,
    }),
    messages: z.array(messageSchema),
    modelVisible: z.boolean(),
    classification: classificationSchema
      .nullable()
      .meta({ description: "null while the model's answer is hidden from this reviewer" }),
    calls: z.array(callSchema),
    decisions: z
      .array(decisionSchema)
      .meta({ description: "Newest first; empty while they are hidden from this reviewer" }),
  })
  .meta({ id: "CaseDetail" });
export type CaseDetail = z.infer<typeof caseDetailSchema>;
