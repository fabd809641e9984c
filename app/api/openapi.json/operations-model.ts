import { exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { modelReportSchema } from "@/domain/measure/model-report";
import { strategyChoiceSchema } from "@/inference/choose-strategy";
import { strategyInForceSchema } from "@/inference/model-overview";

const AT = "2026-11-21T03:04:45.000Z";
const AN_HOUR_AGO = "2026-11-21T02:04:45.000Z";

const endpoint = {
  process: "worker-1",
  reportedAt: AT,
  report: {
    endpoint: "sglang:30000",
    engine: "sglang",
    model: "nopenet/nope-edge",
    breaker: "closed" as const,
    underWay: 3,
    limit: 24,
    calls: 18_204,
    failed: 2,
    p50Ms: 412,
    p95Ms: 806,
    tokensPerSecond: 1_240,
    lastError: { code: "timeout", at: AN_HOUR_AGO },
    capabilities: {
      engine: "sglang",
      serverVersion: "0.5.6",
      model: "nopenet/nope-edge",
      revision: "8f2c1d4",
      dtype: "bfloat16",
      contextLength: 2_048,
      grammar: true,
      logprobs: true,
      seeds: true,
      warnings: [],
      probedAt: AN_HOUR_AGO,
    },
  },
};

/** What reads conversations, and what an admin may change about it. */
export const MODEL_OPERATIONS: readonly Operation[] = [
  {
    id: "getModelReport",
    method: "get",
    path: "/api/v1/model",
    tag: "model",
    summary: "What reads conversations, why, and how it is doing",
    description: "Endpoints as each process sees them, the newest calls and readings of the last hour, and what waits.",
    who: "person",
    right: "model.manage",
    answers: { 200: { description: "As it is now", schema: modelReportSchema } },
    examples: {
      now: {
        summary: "One model server",
        status: 200,
        answer: {
          engine: "sglang",
          model: "nopenet/nope-edge",
          why: "INFERENCE_URL names a server; its kind is told by what it answers.",
          offline: false,
          endpoints: [endpoint],
          calls: {
            since: AN_HOUR_AGO,
            calls: 4_310,
            failed: 2,
            constrained: 5,
            askedAgain: 5,
            p50Ms: 412,
            p95Ms: 806,
            tokensPerSecond: 96.4,
          },
          readings: {
            since: AN_HOUR_AGO,
            readings: 1_502,
            unscored: [{ reason: "output_not_understood", readings: 3 }],
            provisional: 0,
            incomplete: 1,
            strategies: [{ strategy: "cascade", readings: 1_502, callsPerReading: 2.1, p50Ms: 455 }],
          },
          strategy: { strategy: "cascade", judges: 3, voteRule: "majority", chosenAt: AN_HOUR_AGO, chosenBy: "Robin" },
          rules: { name: "offline-3+2", problems: 0 },
          queue: { unread: 4, oldestUnreadAt: AT },
          measuredRules: {
            rules: "offline-3",
            sets: [
              {
                name: "hold-out",
                note: "Not used to improve the rules.",
                recall: { value: 0.54, low: 0.4, high: 0.67, n: 50 },
                specificity: { value: 0.93, low: 0.82, high: 0.98, n: 46 },
              },
            ],
          },
          measured: [
            {
              evaluationId: "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d14",
              strategy: "cascade",
              judges: 3,
              voteRule: "majority",
              measuredAt: AN_HOUR_AGO,
              cases: 77,
              recall: { value: 0.95, low: 0.85, high: 0.98, n: 40 },
              specificity: { value: 0.97, low: 0.86, high: 1, n: 37 },
              accuracy: { value: 0.96, low: 0.89, high: 0.99, n: 77 },
              callsPerCase: 2.6,
              p50Ms: 455,
            },
          ],
        },
      },
    },
  },
  {
    id: "chooseStrategy",
    method: "post",
    path: "/api/v1/model/strategy",
    tag: "model",
    summary: "Choose how conversations are read from now on",
    description: "Every process follows within seconds. What was read before stays as it is.",
    who: "person",
    right: "model.manage",
    body: strategyChoiceSchema,
    answers: { 200: { description: "The strategy in force", schema: strategyInForceSchema } },
    examples: {
      panel: {
        summary: "Three judges, two thirds of them must name a risk",
        body: { strategy: "panel", judges: 3, voteRule: "two_thirds" },
        status: 200,
        answer: { strategy: "panel", judges: 3, voteRule: "two_thirds", chosenAt: AT, chosenBy: "Robin" },
      },
      tooMany: {
        summary: "More judges than a panel may have",
        body: { strategy: "panel", judges: 12 },
        status: 422,
        answer: exampleProblem("INVALID", "Too big: expected number to be <=9 at /judges", {
          errors: [{ pointer: "/judges", message: "Too big: expected number to be <=9" }],
        }),
      },
    },
  },
];
