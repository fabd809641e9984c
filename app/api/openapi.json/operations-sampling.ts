import { z } from "zod";
import { EXAMPLE_IDS } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import {
  planInputSchema,
  revealedFrameSchema,
  samplingPlanSchema,
  samplingReportSchema,
} from "@/domain/measure/sampling/sampling-dto";
import { fallbackOf } from "@/domain/settings/definitions";

const AT = "2026-11-21T03:04:45.000Z";
const secretHash = "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a";
const nothing = { flaggedSince: 0, setAside: 0, withdrawn: 0, found: 0 };
const none = { ...nothing, conversations: 0, drawn: 0, reviewed: 0, waiting: 0, response: null, oldestWaitingAt: null };
const nothingRead = { weekly: 0, drawnWeekly: 0, missRateFrom: "assumed" as const };
const recall = { value: 0.91, low: 0.8, high: 0.97 };

/** Samples of what nobody flagged: how they stand, what they cost, and how their draws are checked. */
export const SAMPLING_OPERATIONS: readonly Operation[] = [
  {
    id: "getSamplingReport",
    method: "get",
    path: "/api/v1/measure/sampling",
    tag: "measure",
    summary: "How the samples of what was read clear stand, stratum by stratum, and what is missing",
    description: "docs/measure.md says how they are drawn.",
    who: "person",
    right: "measure.read",
    answers: { 200: { description: "As it is now", schema: samplingReportSchema } },
    examples: {
      now: {
        summary: "Some samples were read",
        status: 200,
        answer: {
          strata: [
            { ...none, stratum: "tripwire" },
            { ...none, stratum: "split" },
            { ...none, stratum: "keyword" },
            {
              ...nothing,
              stratum: "rest",
              conversations: 4210,
              drawn: 42,
              reviewed: 40,
              waiting: 2,
              response: 0.9524,
              oldestWaitingAt: AT,
            },
          ],
          frames: [
            {
              id: EXAMPLE_IDS.frameId,
              ruleVersion: "strata-1",
              secretHash,
              startedAt: AT,
              endedAt: null,
              conversations: 4210,
            },
          ],
          readByRules: 0,
          rates: { value: fallbackOf("sampling"), version: 0, changedAt: null, changedBy: null },
          missing: ["2 samples wait for a person. Until then figures rest on fewer."],
        },
      },
    },
  },
  {
    id: "planSampling",
    method: "post",
    path: "/api/v1/measure/plan",
    tag: "measure",
    summary: "What rates of sampling would cost and buy, and what a wished interval of recall would need",
    description: "Reckons with the last 28 days, and changes nothing.",
    who: "person",
    right: "measure.read",
    body: planInputSchema,
    answers: { 200: { description: "The plan", schema: samplingPlanSchema } },
    examples: {
      wished: {
        summary: "Recall to ± 5 points within a quarter, at the rates in force",
        body: { weeks: 13, halfWidth: 0.05 },
        status: 200,
        answer: {
          weeks: 13,
          basisDays: 28,
          strata: [
            { stratum: "tripwire", ...nothingRead, missRate: 0.05 },
            { stratum: "split", ...nothingRead, missRate: 0.05 },
            { stratum: "keyword", ...nothingRead, missRate: 0.02 },
            { stratum: "rest", weekly: 1050, drawnWeekly: 10.5, missRate: 0.002, missRateFrom: "assumed" },
          ],
          foundWeekly: 21,
          drawnWeekly: 10.5,
          secondsEach: 74,
          secondsFrom: "all_decisions",
          hoursWeekly: 0.22,
          recall: { value: 0.91, low: 0.62, high: 0.99 },
          needed: {
            reads: 1900,
            readsWeekly: 146.2,
            hoursWeekly: 3,
            perStratum: [{ stratum: "rest", reads: 1900, rate: 0.14 }],
            recall,
          },
        },
      },
      rates: {
        summary: "Rates that are only tried",
        body: { rates: { split: 1, keyword: 0.5, rest: 0.05, overrides: [] }, weeks: 4 },
        status: 200,
        answer: {
          weeks: 4,
          basisDays: 0,
          strata: [],
          foundWeekly: 0,
          drawnWeekly: 0,
          secondsEach: null,
          secondsFrom: null,
          hoursWeekly: null,
          recall: { value: null, reason: "Nothing was read clear in the last four weeks." },
          needed: null,
        },
      },
    },
  },
  {
    id: "beginFrame",
    method: "post",
    path: "/api/v1/measure/frames",
    tag: "measure",
    summary: "End the frame that samples are drawn in, and begin another under a new secret",
    description: "What was drawn stays drawn, and nothing is drawn twice.",
    who: "person",
    right: "settings.manage",
    answers: { 201: { description: "The new one", schema: z.object({ id: z.uuid() }) } },
    examples: { begin: { summary: "Begin anew", status: 201, answer: { id: EXAMPLE_IDS.frameId } } },
  },
  {
    id: "revealFrame",
    method: "post",
    path: "/api/v1/measure/frames/{frameId}/reveal",
    tag: "measure",
    summary: "Show the secret of a frame that has ended, so that its draws can be made again",
    description:
      "A conversation was drawn if the first 48 bits of HMAC-SHA-256(secret, its id), as a share of 2^48, are below its inclusion probability. Showing it is recorded.",
    who: "person",
    right: "settings.manage",
    params: { path: z.object({ frameId: z.uuid() }) },
    answers: { 200: { description: "Its secret", schema: revealedFrameSchema } },
    problems: { 404: "There is no such frame", 409: "It is drawn from, or was drawn under another VIGIL_SECRET" },
    examples: {
      ended: {
        summary: "A frame that has ended",
        params: { frameId: EXAMPLE_IDS.frameId },
        status: 200,
        answer: { id: EXAMPLE_IDS.frameId, secret: secretHash, secretHash },
      },
    },
  },
];
