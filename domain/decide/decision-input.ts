/** What a decision says, as sent by the page and the API. Pure. */
import { z } from "zod";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";
import { ownToken } from "@/lib/text/printable";

export const CERTAINTIES = ["unsure", "fairly_sure", "sure"] as const;

const stated = {
  subject: z.enum(RISK_SUBJECTS),
  type: z.enum(RISK_TYPES),
  severity: z.enum(SEVERITIES),
  imminence: z.enum(IMMINENCES).nullable(),
};
const messageIds = z.array(z.uuid()).max(100, "name at most 100 messages");

export const findingInputSchema = z
  .discriminatedUnion("assessment", [
    z.strictObject({ assessment: z.literal("agree"), riskId: z.uuid(), messageIds: messageIds.default([]) }),
    z.strictObject({ assessment: z.literal("not_present"), riskId: z.uuid() }),
    z.strictObject({
      assessment: z.literal("corrected"),
      riskId: z.uuid(),
      ...stated,
      messageIds: messageIds.default([]),
    }),
    z.strictObject({
      assessment: z.literal("missed"),
      ...stated,
      messageIds: messageIds.min(1, "name at least one message that shows the missed risk"),
    }),
  ])
  .meta({ id: "FindingInput" });
export type FindingInput = z.infer<typeof findingInputSchema>;

const conclusion = {
  revision: z
    .number()
    .int()
    .min(1)
    .meta({ description: "The conversation revision that was read; a newer one is a 409" }),
  classificationId: z.uuid().nullable().optional().meta({
    description:
      "The reading that was shown, null for none; another one is a 409. Without it only the risk ids are compared",
  }),
  findings: z
    .array(findingInputSchema)
    .max(50, "state at most 50 findings")
    .meta({ description: "Each risk of the shown classification once, and the risks it missed" }),
  certainty: z.enum(CERTAINTIES).default("sure"),
  action: z
    .string()
    .max(40)
    .default("no_action")
    .meta({ description: "What was done about it: one of the case’s `actions` that is not retired" }),
  note: z.string().max(10_000, "must be at most 10000 characters").optional(),
  timeSpentMs: z
    .number()
    .int()
    .min(0)
    .max(24 * 60 * 60 * 1000)
    .default(0),
  policyVersionIds: z
    .array(z.uuid())
    .max(100)
    .optional()
    .meta({ description: "The versions of the policies that were there to read beside the case" }),
};

export const decisionInputSchema = z
  .strictObject({ token: ownToken.meta({ description: "The claim token" }), ...conclusion })
  .meta({ id: "DecisionInput" });
export type DecisionInput = z.infer<typeof decisionInputSchema>;

export const correctionInputSchema = z.strictObject(conclusion).meta({ id: "CorrectionInput" });
/** What somebody concluded, whether in a claim or as a correction. */
export type ConclusionInput = z.infer<typeof correctionInputSchema>;
