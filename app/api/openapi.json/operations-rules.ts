import { z } from "zod";
import { EXAMPLE_RISK, EXAMPLE_TEXT, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { offlineRulesSchema, ruleVersionSchema, triedRulesSchema } from "@/inference/offline-rules-dto";
import { offlineRulesInputSchema } from "@/inference/save-offline-rules";
import { rulesTrialSchema } from "@/inference/try-offline-rules";

const AT = "2026-11-21T03:04:45.000Z";
const YAML = `rules:
  - id: old-mill
    type: suicide
    who: both
    severity: high
    imminence: urgent
    any:
      - going to the old mill
`;
const BROKEN = "rules:\n  - id: old-mill\n    type: worry\n";

const saved = { version: 1, note: "A place of our town", savedAt: AT, savedBy: "Robin" };
const rules = {
  builtIn: "offline-3",
  inForce: "offline-3+1",
  problems: [],
  newest: { ...saved, yaml: YAML },
  history: [saved],
  disablable: ["suicide/slang-bare"],
};
const message = 'Line 3: rules.0.type: Invalid option: expected one of "suicide"|"self_harm"';
const broken = exampleProblem("INVALID", `${message}.`, {
  errors: [{ pointer: "/yaml", message }],
  problems: [{ line: 3, rule: null, message: 'rules.0.type: Invalid option: expected one of "suicide"|"self_harm"' }],
});
const reading = { rules: "offline-3", outcome: "none" as const, risks: [] };

/** The offline rules of the house. */
export const RULES_OPERATIONS: readonly Operation[] = [
  {
    id: "getOfflineRules",
    method: "get",
    path: "/api/v1/model/rules",
    tag: "model",
    summary: "The offline rules in force, and who saved what",
    who: "person",
    right: "model.manage",
    answers: { 200: { description: "As they are now", schema: offlineRulesSchema } },
    examples: { now: { summary: "One version of our own", status: 200, answer: rules } },
  },
  {
    id: "saveOfflineRules",
    method: "post",
    path: "/api/v1/model/rules",
    tag: "model",
    summary: "Save a new version of the house's own rules",
    description: "Every process reads by it within seconds. Versions are kept.",
    who: "person",
    right: "model.manage",
    body: offlineRulesInputSchema,
    answers: { 200: { description: "Saved, and in force", schema: offlineRulesSchema } },
    problems: { 409: "Another version was saved meanwhile" },
    examples: {
      first: {
        summary: "A first rule",
        body: { yaml: YAML, note: "A place of our town", basedOn: 0 },
        status: 200,
        answer: rules,
      },
      broken: {
        summary: "A type that there is not",
        body: { yaml: BROKEN, basedOn: 0 },
        status: 422,
        answer: broken,
      },
      meanwhile: {
        summary: "Somebody saved meanwhile",
        body: { yaml: "", basedOn: 7 },
        status: 409,
        answer: exampleProblem("CONFLICT", "Version 8 was saved meanwhile. Look at it first."),
      },
    },
  },
  {
    id: "getOfflineRuleVersion",
    method: "get",
    path: "/api/v1/model/rules/{version}",
    tag: "model",
    summary: "One version of the house's own rules, as it was saved",
    who: "person",
    right: "model.manage",
    params: { path: z.object({ version: z.string() }) },
    answers: { 200: { description: "As it was saved", schema: ruleVersionSchema } },
    problems: { 404: "There is no such version" },
    examples: {
      first: {
        summary: "The first one",
        params: { version: "1" },
        status: 200,
        answer: { ...saved, yaml: YAML },
      },
    },
  },
  {
    id: "tryOfflineRules",
    method: "post",
    path: "/api/v1/model/rules/try",
    tag: "model",
    summary: "Read a conversation by the rules in force and by these, and store nothing",
    who: "person",
    right: "model.manage",
    body: rulesTrialSchema,
    answers: { 200: { description: "Both readings", schema: triedRulesSchema } },
    examples: {
      one: {
        summary: "One text",
        body: { yaml: YAML, messages: [{ role: "user", text: EXAMPLE_TEXT }] },
        status: 200,
        answer: {
          before: reading,
          after: {
            rules: "offline-3+2",
            outcome: "risk",
            risks: [{ ...EXAMPLE_RISK, features: [], messages: [0] }],
          },
        },
      },
    },
  },
];
