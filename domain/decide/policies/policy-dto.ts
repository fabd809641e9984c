/** Policies as they leave the API. Pure: pages read the answers with it. */
import { z } from "zod";
import { findMarkdownProblem } from "@/domain/decide/policies/policy-markdown";
import { RISK_TYPES } from "@/inference/risk";

const storable = (text: string) => !text.includes("\0");

const riskTypesSchema = z
  .array(z.enum(RISK_TYPES))
  .max(RISK_TYPES.length)
  .refine((types) => new Set(types).size === types.length, "names a type twice")
  .meta({ description: "Shown beside cases with a risk of these types; empty: beside every case" });

const versionFields = {
  versionId: z.uuid().meta({ description: "What a decision records as having been beside it" }),
  version: z.number().int(),
  title: z.string(),
  markdown: z.string(),
  riskTypes: riskTypesSchema,
  note: z.string(),
  savedAt: z.iso.datetime(),
  savedBy: z.string().nullable(),
};

export const policySchema = z
  .object({ id: z.uuid(), ...versionFields, retiredAt: z.iso.datetime().nullable() })
  .meta({ id: "Policy" });
export type Policy = z.infer<typeof policySchema>;

export const policyListSchema = z.object({ items: z.array(policySchema) }).meta({ id: "PolicyList" });
export type PolicyList = z.infer<typeof policyListSchema>;

export const policyHistorySchema = policySchema
  .extend({ versions: z.array(z.object(versionFields)).meta({ description: "Newest first, the last 50" }) })
  .meta({ id: "PolicyHistory" });
export type PolicyHistory = z.infer<typeof policyHistorySchema>;
export type PolicyVersionDto = PolicyHistory["versions"][number];

export const policyFilterSchema = z.object({
  which: z.enum(["in_force", "all"]).default("in_force").meta({ description: "`all` also has those that are retired" }),
});
export type PolicyFilter = z.infer<typeof policyFilterSchema>;

export const policyInputSchema = z
  .strictObject({
    version: z
      .number()
      .int()
      .min(0)
      .meta({ description: "The version that was read; 0 for a new policy. Another one is a 409" }),
    title: z.string().trim().min(1, "needs a title").max(120).refine(storable, "holds a NUL character"),
    markdown: z
      .string()
      .refine((text) => text.trim() !== "", "needs some words")
      .superRefine((text, context) => {
        const problem = findMarkdownProblem(text);
        if (problem) context.addIssue({ code: "custom", message: `line ${problem.line} ${problem.message}` });
      })
      .meta({ description: "At most 100 kB; no HTML and no images are shown" }),
    riskTypes: riskTypesSchema.default([]),
    note: z.string().trim().max(500).refine(storable, "holds a NUL character").default(""),
  })
  .meta({ id: "PolicyInput" });
export type PolicyInput = z.input<typeof policyInputSchema>;
