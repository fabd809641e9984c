/** The rules of the house on top of the built-in offline rules, as they leave the API. Pure: pages read them with it. */
import { z } from "zod";
import { OUTCOMES, riskSchema } from "@/inference/risk";

/** What is wrong with an overlay, and where. */
const overlayProblemSchema = z
  .object({
    line: z.number().int().meta({ description: "Counted from 1" }),
    rule: z.string().nullable().meta({ description: "The rule that is meant, as `type/id`" }),
    message: z.string(),
  })
  .meta({ id: "OverlayProblem" });

const savedSchema = z.object({
  version: z.number().int(),
  note: z.string(),
  savedAt: z.iso.datetime(),
  savedBy: z.string().nullable(),
});

export const ruleVersionSchema = savedSchema.extend({ yaml: z.string() }).meta({ id: "OfflineRuleVersion" });
export type RuleVersion = z.infer<typeof ruleVersionSchema>;

export const offlineRulesSchema = z
  .object({
    builtIn: z.string().meta({ description: "Name and version of the built-in rules" }),
    inForce: z.string().meta({ description: "The name that readings carry now" }),
    problems: z.array(overlayProblemSchema).meta({
      description: "Why the newest version is not used, after an update of the built-in rules; the built-in ones read",
    }),
    newest: ruleVersionSchema.nullable(),
    history: z.array(savedSchema).meta({ description: "The newest 50 versions, newest first" }),
    disablable: z.array(z.string()).meta({ description: "Every built-in rule, as `type/id`" }),
  })
  .meta({ id: "OfflineRules" });
export type OfflineRulesDto = z.infer<typeof offlineRulesSchema>;

const offlineReadingSchema = z.object({
  rules: z.string(),
  outcome: z.enum(OUTCOMES),
  risks: z.array(
    riskSchema.extend({
      messages: z.array(z.number().int()).meta({ description: "Which messages show it, counted from 0" }),
    }),
  ),
});
export type OfflineReading = z.infer<typeof offlineReadingSchema>;

export const triedRulesSchema = z
  .object({
    before: offlineReadingSchema.meta({ description: "By the rules in force" }),
    after: offlineReadingSchema.meta({ description: "By the rules that were sent" }),
  })
  .meta({ id: "TriedRules" });
export type TriedRules = z.infer<typeof triedRulesSchema>;
