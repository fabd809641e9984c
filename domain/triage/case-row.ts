/** The cases of a queue as they leave the API. Pure: pages read their answers with it. */
import { z } from "zod";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { CASE_STATES } from "@/domain/triage/case-state";
import { IMMINENCES, OUTCOMES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";

export const caseRowSchema = z
  .object({
    id: z.uuid(),
    conversationId: z.uuid(),
    reason: z.enum(CASE_REASONS).meta({ description: "Cases that are read blind are all `sample`, except to leads" }),
    state: z.enum(CASE_STATES),
    tier: z.number().int(),
    queueTier: z.number().int().meta({ description: "The tier it queues under: one above `tier` once overdue" }),
    dueAt: z.iso.datetime(),
    openedAt: z.iso.datetime(),
    revision: z.number().int(),
    holder: z.string().nullable(),
    snoozedUntil: z.iso
      .datetime()
      .nullable()
      .meta({ description: "Until then nobody is given it; anybody may take it" }),
    language: z.string().nullable().meta({ description: "ISO 639-1, as far as could be told" }),
    source: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
    outcome: z
      .enum(OUTCOMES)
      .nullable()
      .meta({ description: "null where the model's answer is hidden from reviewers" }),
    unscoredReason: z.string().nullable(),
    reflection: z.string().nullable(),
    provisional: z.boolean(),
    risks: z.array(
      z.object({
        subject: z.enum(RISK_SUBJECTS),
        type: z.enum(RISK_TYPES),
        severity: z.enum(SEVERITIES),
        imminence: z.enum(IMMINENCES).nullable(),
      }),
    ),
  })
  .meta({ id: "CaseRow" });
export type CaseRow = z.infer<typeof caseRowSchema>;

export const casePageSchema = z
  .object({
    items: z.array(caseRowSchema),
    prevCursor: z.string().nullable().meta({ description: "For `before`; null at the top" }),
    nextCursor: z.string().nullable().meta({ description: "For `cursor`; null at the end" }),
  })
  .meta({ id: "CasePage" });
export type CasePage = z.infer<typeof casePageSchema>;
