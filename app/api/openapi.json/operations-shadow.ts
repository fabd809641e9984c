import { z } from "zod";
import { EXAMPLE_IDS, EXAMPLE_SOURCE, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import {
  SHADOW_ACTION_NAMES,
  type ShadowRunDto,
  shadowFilterSchema,
  shadowOrderSchema,
  shadowPageSchema,
  shadowRunSchema,
} from "@/domain/measure/shadow/shadow-dto";
import { shadowResult } from "@/domain/measure/shadow/shadow-result";
import {
  type ShadowCase,
  shadowCasesQuerySchema,
  shadowCasesSchema,
  shadowDetailSchema,
} from "@/domain/measure/shadow/shadow-result-dto";

const one = { shadowRunId: EXAMPLE_IDS.shadowRunId };
const path = z.object({ shadowRunId: z.uuid() });
const gone = { 404: "There is no such shadow run" };

const running: ShadowRunDto = {
  id: EXAMPLE_IDS.shadowRunId,
  state: "running",
  failure: null,
  reader: "current",
  strategy: "single",
  judges: 1,
  voteRule: "majority",
  from: null,
  to: null,
  source: { id: EXAMPLE_SOURCE.id, name: EXAMPLE_SOURCE.name },
  scope: "all",
  most: 500,
  seed: "tuesday",
  population: 1,
  chosen: 1,
  probability: 1,
  erased: 0,
  unread: 0,
  read: 0,
  leftOut: { erased: 0, damaged: 0, changed: 0, no_words: 0 },
  engine: null,
  model: null,
  createdAt: "2026-11-21T09:00:00.000Z",
  finishedAt: null,
  createdBy: "Robin",
};
const finished: ShadowRunDto = {
  ...running,
  state: "finished",
  read: 1,
  engine: "sglang",
  model: "nopenet/nope-edge",
  finishedAt: "2026-11-21T09:00:04.000Z",
};
const result = shadowResult(
  [
    {
      standing: "none",
      shadow: "risk",
      standingTier: null,
      shadowTier: 1,
      answer: "unasked",
      visibility: null,
      stratum: "rest",
      probability: 0.01,
      n: 1,
    },
  ],
  {
    population: 1,
    scope: "all",
    cost: { calls: 1, callsPerCase: 1, promptTokens: 61, completionTokens: 44, p50Ms: 380, p95Ms: 380 },
  },
);
const conversation: ShadowCase = {
  conversationId: EXAMPLE_IDS.conversationId,
  caseId: null,
  source: { id: EXAMPLE_SOURCE.id, name: EXAMPLE_SOURCE.name },
  language: "en",
  standing: { outcome: "none", tier: null, model: "nopenet/nope-edge", strategy: "single" },
  shadow: { outcome: "risk", tier: 1, types: ["suicide"], level: "high" },
  leftOut: null,
  answer: "unasked",
  visibility: null,
  decidedBy: null,
  decidedAt: null,
};

/** Conversations of the past, read again beside the desk. */
export const SHADOW_OPERATIONS: readonly Operation[] = [
  {
    id: "orderShadowRun",
    method: "post",
    path: "/api/v1/shadow-runs",
    tag: "measure",
    summary: "Have past conversations read again by another model or strategy",
    description:
      "For comparison alone: no case, no standing reading and no alert comes of it. The conversations are drawn at once, each that fits with the same chance; workers read them whenever nothing live waits for the model. What was erased or never read is counted, and not drawn from.",
    who: "person",
    right: "model.manage",
    body: shadowOrderSchema,
    answers: { 201: { description: "It is drawn, and will be read", schema: shadowRunSchema } },
    examples: {
      past: {
        summary: "Up to 500 conversations, by a panel of three",
        body: { strategy: "panel", most: 500, seed: "tuesday" },
        status: 201,
        answer: { ...running, source: null, strategy: "panel", judges: 3 },
      },
      nothing: {
        summary: "A period with nothing in it",
        body: { from: "2001-01-01", to: "2001-01-02" },
        status: 422,
        answer: exampleProblem("INVALID", "No conversation fits that a model has read and that still has its words."),
      },
    },
  },
  {
    id: "listShadowRuns",
    method: "get",
    path: "/api/v1/shadow-runs",
    tag: "measure",
    summary: "List the shadow runs, newest first",
    who: "person",
    right: "measure.read",
    params: { query: shadowFilterSchema },
    answers: { 200: { description: "One page", schema: shadowPageSchema } },
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
    id: "getShadowRun",
    method: "get",
    path: "/api/v1/shadow-runs/{shadowRunId}",
    tag: "measure",
    summary: "Get one shadow run: its progress and, once it has finished, what came of it",
    description:
      "Set beside the decisions that stand now: the figures of a finished run change as people decide. `recall` and `precision` weigh what was drawn for reading; `comparison` is McNemar's exact test, over what was decided.",
    who: "person",
    right: "measure.read",
    params: { path },
    answers: { 200: { description: "The run", schema: shadowDetailSchema } },
    problems: gone,
    examples: { finished: { summary: "All is read", params: one, status: 200, answer: { ...finished, result } } },
  },
  {
    id: "listShadowConversations",
    method: "get",
    path: "/api/v1/shadow-runs/{shadowRunId}/conversations",
    tag: "measure",
    summary: "List the conversations behind a number of a shadow run",
    description:
      "Ids and facts without words, in the order they were drawn. What you may be given to read blind is counted and not listed, but for what only the shadow flags and nobody was asked about.",
    who: "person",
    right: "measure.read",
    params: { path, query: shadowCasesQuerySchema },
    answers: { 200: { description: "One page", schema: shadowCasesSchema } },
    problems: gone,
    examples: {
      onlyShadow: {
        summary: "What the shadow flags and what stood does not, and nobody decided on",
        params: { ...one, standing: "none", shadow: "risk", answer: "undecided" },
        status: 200,
        answer: { total: 1, keptBlind: 0, items: [conversation], next: null },
      },
    },
  },
  {
    id: "changeShadowRun",
    method: "post",
    path: "/api/v1/shadow-runs/{shadowRunId}/{action}",
    tag: "measure",
    summary: "Pause, resume or cancel a shadow run",
    description: "What was read stays; a cancelled run has no figures.",
    who: "person",
    right: "model.manage",
    params: { path: path.extend({ action: z.enum(SHADOW_ACTION_NAMES) }) },
    answers: { 200: { description: "As it stands now", schema: shadowRunSchema } },
    problems: { ...gone, 409: "Its state, which `state` names, does not allow it" },
    examples: {
      pause: {
        summary: "One that runs",
        params: { ...one, action: "pause" },
        status: 200,
        answer: { ...running, state: "paused" },
      },
      ended: {
        summary: "One that has ended",
        params: { ...one, action: "cancel" },
        status: 409,
        answer: exampleProblem("CONFLICT", "This shadow run is finished: you cannot cancel it now.", {
          state: "finished",
        }),
      },
    },
  },
];
