import { z } from "zod";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import {
  policyFilterSchema,
  policyHistorySchema,
  policyInputSchema,
  policyListSchema,
} from "@/domain/decide/policies/policy-dto";
import { POLICY_ACTIONS } from "@/domain/decide/policies/retire-policy";

const MARKDOWN = "Ask the person how they are now, and listen. Then call the number below.";
const written = { title: "When somebody is in danger now", markdown: MARKDOWN, riskTypes: ["suicide"] as const };
const saved = {
  versionId: EXAMPLE_IDS.policyVersionId,
  version: 1,
  ...written,
  note: "The first one",
  savedAt: "2026-11-21T03:04:45.000Z",
  savedBy: "Ama Admin",
};
const policy = { id: EXAMPLE_IDS.policyId, ...saved, retiredAt: null };
const history = { ...policy, versions: [saved] };

const gone = { 404: "There is no such policy" };
const params = { path: z.object({ policyId: z.uuid() }) };
const own = { policyId: EXAMPLE_IDS.policyId };

/** What reviewers are asked to do, in versions. */
export const POLICY_OPERATIONS: readonly Operation[] = [
  {
    id: "listPolicies",
    method: "get",
    path: "/api/v1/policies",
    tag: "policies",
    summary: "List the policies as they are now",
    description: "`versionId` is what a decision sends as having been beside it.",
    who: "person",
    right: "policy.read",
    params: { query: policyFilterSchema },
    answers: { 200: { description: "The oldest first", schema: policyListSchema } },
    examples: {
      inForce: { summary: "Those in force", status: 200, answer: { items: [policy] } },
      all: {
        summary: "Also those that are retired",
        params: { which: "all" },
        status: 200,
        answer: { items: [policy] },
      },
    },
  },
  {
    id: "createPolicy",
    method: "post",
    path: "/api/v1/policies",
    tag: "policies",
    summary: "Write a policy",
    who: "person",
    right: "settings.manage",
    body: policyInputSchema,
    answers: { 201: { description: "In force at once", schema: policyHistorySchema } },
    examples: {
      first: {
        summary: "For cases with a risk of suicide",
        body: { version: 0, ...written, note: "The first one" },
        status: 201,
        answer: history,
      },
      tooDeep: {
        summary: "Quotes that nest without end",
        body: { version: 0, ...written, markdown: `${">".repeat(13)} words` },
        status: 422,
        answer: exampleProblem(
          "INVALID",
          "line 1 quotes or lists stand too deep inside each other; leave out some levels at /markdown",
        ),
      },
    },
  },
  {
    id: "getPolicy",
    method: "get",
    path: "/api/v1/policies/{policyId}",
    tag: "policies",
    summary: "See a policy with its earlier versions",
    who: "person",
    right: "policy.read",
    params,
    answers: { 200: { description: "The policy", schema: policyHistorySchema } },
    problems: gone,
    examples: { one: { summary: "With one version", params: own, status: 200, answer: history } },
  },
  {
    id: "savePolicy",
    method: "put",
    path: "/api/v1/policies/{policyId}",
    tag: "policies",
    summary: "Save a policy as its next version",
    description: "Earlier versions are kept. To put an earlier one back, save its words again.",
    who: "person",
    right: "settings.manage",
    params,
    body: policyInputSchema,
    answers: { 200: { description: "In force at once", schema: policyHistorySchema } },
    problems: { ...gone, 409: "Somebody saved meanwhile; `current.version` is what holds" },
    examples: {
      next: {
        summary: "For every case",
        params: own,
        body: { version: 1, ...written, riskTypes: [], note: "It helps with every case" },
        status: 200,
        answer: { ...history, version: 2, riskTypes: [] },
      },
      meanwhile: {
        summary: "Somebody saved meanwhile",
        params: own,
        body: { version: 7, ...written },
        status: 409,
        answer: exampleProblem("CONFLICT", "Somebody saved this policy meanwhile. Look at it again, then change it.", {
          current: { version: 8 },
        }),
      },
    },
  },
  {
    id: "retirePolicy",
    method: "post",
    path: "/api/v1/policies/{policyId}/{action}",
    tag: "policies",
    summary: "Take a policy away from beside the cases, or bring it back",
    who: "person",
    right: "settings.manage",
    params: { path: z.object({ policyId: z.uuid(), action: z.enum(POLICY_ACTIONS) }) },
    answers: { 200: { description: "As it is now; doing it twice changes nothing", schema: policyHistorySchema } },
    problems: gone,
    examples: {
      retire: { summary: "Take it away", params: { ...own, action: "retire" }, status: 200, answer: history },
      restore: { summary: "Bring it back", params: { ...own, action: "restore" }, status: 200, answer: history },
    },
  },
];
