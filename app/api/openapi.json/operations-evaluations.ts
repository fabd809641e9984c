import { z } from "zod";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { compareAnswers } from "@/domain/measure/compare-answers";
import { scoreAnswers } from "@/domain/measure/evaluate";
import {
  type EvaluationRunDto,
  evaluationMissesSchema,
  evaluationPageSchema,
  evaluationRunSchema,
} from "@/domain/measure/evaluations/evaluation-schema";
import { missesFilterSchema } from "@/domain/measure/evaluations/list-misses";
import { newEvaluationSchema } from "@/domain/measure/evaluations/new-evaluation";
import { evaluationFilterSchema } from "@/domain/measure/evaluations/read-evaluations";
import type { Answer } from "@/domain/measure/labelled-case";

const one = { evaluationId: EXAMPLE_IDS.evaluationId };
const path = z.object({ evaluationId: z.uuid() });
const gone = { 404: "There is no such evaluation" };

const LINES = [
  '{"text":"I keep thinking about ending it all","expected":{"outcome":"risk"}}',
  '{"text":"a quiet day","expected":{"outcome":"none"}}',
].join("\n");

const answer = (id: string, expected: "risk" | "none", got: "risk" | "none", calls: number): Answer => ({
  id,
  expected: { outcome: expected, types: expected === "none" ? [] : null, level: null, accepted: [], domains: [] },
  got,
  types: got === "risk" ? ["suicide"] : [],
  level: got === "risk" ? "high" : "none",
  cost: { calls, promptTokens: 61 * calls, completionTokens: 44 * calls, latencyMs: 380 },
});
const single = [answer("line 1", "risk", "none", 1), answer("line 2", "none", "none", 1)];
const panel = [answer("line 1", "risk", "risk", 3), answer("line 2", "none", "none", 3)];
const figuresOf = (answers: Answer[]) => {
  const { misses: _misses, ...figures } = scoreAnswers(answers);
  return figures;
};

const running: EvaluationRunDto = {
  id: EXAMPLE_IDS.evaluationId,
  fileName: "labels.jsonl",
  state: "running",
  failure: null,
  cases: 2,
  leftOut: 0,
  engine: null,
  model: null,
  createdAt: "2026-11-21T09:00:00.000Z",
  finishedAt: null,
  createdBy: "Robin",
  strategies: [
    { strategy: "single", judges: 1, voteRule: "majority", done: 0, figures: null, comparison: null },
    { strategy: "panel", judges: 3, voteRule: "majority", done: 0, figures: null, comparison: null },
  ],
};

const finished: EvaluationRunDto = {
  ...running,
  state: "finished",
  engine: "sglang",
  model: "nopenet/nope-edge",
  finishedAt: "2026-11-21T09:00:04.000Z",
  strategies: [
    {
      strategy: "single",
      judges: 1,
      voteRule: "majority",
      done: 2,
      figures: figuresOf(single),
      comparison: null,
    },
    {
      strategy: "panel",
      judges: 3,
      voteRule: "majority",
      done: 2,
      figures: figuresOf(panel),
      comparison: compareAnswers(single, panel),
    },
  ],
};

/** Measurements of what reads against labels that somebody uploads. */
export const EVALUATION_OPERATIONS: readonly Operation[] = [
  {
    id: "startEvaluation",
    method: "post",
    path: "/api/v1/evaluations",
    tag: "measure",
    summary: "Measure readings against a file of labels",
    description:
      "A form with the file as its last part: evaluation JSONL or a suite, at most 5 MiB and 5,000 cases. A worker reads it with each strategy; nothing of it becomes a conversation.",
    who: "person",
    right: "model.manage",
    isForm: true,
    body: newEvaluationSchema.safeExtend({
      file: z.string().meta({ description: "The labels, as UTF-8", contentMediaType: "application/octet-stream" }),
    }),
    answers: { 201: { description: "It runs", schema: evaluationRunSchema } },
    problems: { 413: "The file is larger than 5 MiB, or has more than 5,000 cases" },
    examples: {
      compare: {
        summary: "One call against a panel of three",
        body: { strategy: "single", compare: "panel", judges: "3", file: LINES },
        status: 201,
        answer: running,
      },
      broken: {
        summary: "A line that is no label",
        body: { file: "{}" },
        status: 422,
        answer: exampleProblem("INVALID", "Line 1 of the file: messages: Invalid input"),
      },
    },
  },
  {
    id: "listEvaluations",
    method: "get",
    path: "/api/v1/evaluations",
    tag: "measure",
    summary: "List the evaluations, newest first",
    who: "person",
    right: "measure.read",
    params: { query: evaluationFilterSchema },
    answers: { 200: { description: "One page", schema: evaluationPageSchema } },
    examples: {
      first: {
        summary: "The first page",
        params: { limit: "10" },
        status: 200,
        answer: { items: [finished], next: null },
      },
    },
  },
  {
    id: "getEvaluation",
    method: "get",
    path: "/api/v1/evaluations/{evaluationId}",
    tag: "measure",
    summary: "Get one evaluation: its progress, and its figures with intervals",
    description: "`comparison` is McNemar's exact test of the first strategy against the one it stands beside.",
    who: "person",
    right: "measure.read",
    params: { path },
    answers: { 200: { description: "The evaluation", schema: evaluationRunSchema } },
    problems: gone,
    examples: { finished: { summary: "All is read", params: one, status: 200, answer: finished } },
  },
  {
    id: "cancelEvaluation",
    method: "post",
    path: "/api/v1/evaluations/{evaluationId}/cancel",
    tag: "measure",
    summary: "Stop an evaluation",
    who: "person",
    right: "model.manage",
    params: { path },
    answers: { 200: { description: "As it stands now", schema: evaluationRunSchema } },
    problems: { ...gone, 409: "It has ended, as `state` says" },
    examples: {
      stop: {
        summary: "One that runs",
        params: one,
        status: 200,
        answer: { ...running, state: "cancelled", finishedAt: "2026-11-21T09:00:02.000Z" },
      },
    },
  },
  {
    id: "deleteEvaluation",
    method: "delete",
    path: "/api/v1/evaluations/{evaluationId}",
    tag: "measure",
    summary: "Delete an evaluation with its file",
    who: "person",
    right: "model.manage",
    params: { path },
    answers: { 204: { description: "It is gone" } },
    problems: gone,
    examples: { delete: { summary: "One that has ended", params: one, status: 204 } },
  },
  {
    id: "listEvaluationMisses",
    method: "get",
    path: "/api/v1/evaluations/{evaluationId}/misses",
    tag: "measure",
    summary: "List the ten worst answers of one strategy, with their texts",
    description: "Missed risks first, the worst before the others. Looking at them is written into the log.",
    who: "person",
    right: "content.export",
    params: { path, query: missesFilterSchema },
    answers: { 200: { description: "At most ten of `total`", schema: evaluationMissesSchema } },
    problems: gone,
    examples: {
      worst: {
        summary: "Of the first strategy",
        params: one,
        status: 200,
        answer: {
          items: [
            {
              id: "line 1",
              expected: { outcome: "risk", level: null },
              got: { outcome: "none", level: "none", types: [] },
              messages: [{ role: "user", text: "I keep thinking about ending it all" }],
            },
          ],
          total: 1,
        },
      },
    },
  },
];
