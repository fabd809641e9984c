import { EXAMPLE_FIGURES } from "@/app/api/openapi.json/example-figures";
import type { Operation } from "@/app/api/openapi.json/operation";
import { breakdownQuerySchema, breakdownSchema } from "@/domain/measure/figures/breakdown-dto";
import { driftQuerySchema, driftSchema } from "@/domain/measure/figures/drift-dto";
import { measureFilterSchema } from "@/domain/measure/figures/measure-filter";
import { measuredCasesQuerySchema, measuredCasesSchema } from "@/domain/measure/figures/measured-cases-dto";
import { measureReportSchema } from "@/domain/measure/figures/overview-dto";
import {
  goldAccuracySchema,
  goldQuerySchema,
  reviewerFiguresSchema,
} from "@/domain/measure/figures/reviewer-figures-dto";
import { riskFiguresSchema } from "@/domain/measure/figures/risk-figures-dto";
import { timeFiguresSchema } from "@/domain/measure/figures/time-figures-dto";

const NEVER_GUESSED =
  "A figure has its interval at 95%, the answers it rests on, the share of those asked for, and a sentence that says what it means; where it cannot be known its value is null, with the reason.";
const base = { method: "get", tag: "measure", who: "person", right: "measure.read" } as const;
const summary = "Readings of one month";
const params = { from: "2026-11-01", to: "2026-12-01" };

/** The figures, and the cases behind them. */
export const FIGURE_OPERATIONS: readonly Operation[] = [
  {
    ...base,
    id: "getMeasureReport",
    path: "/api/v1/measure",
    summary: "What decisions say about the model, with intervals and with what is not known",
    description: NEVER_GUESSED,
    params: { query: measureFilterSchema },
    answers: { 200: { description: "The figures", schema: measureReportSchema } },
    examples: {
      november: { summary, params: { ...params, strategy: "single" }, status: 200, answer: EXAMPLE_FIGURES.report },
    },
  },
  {
    ...base,
    id: "getMeasureBreakdown",
    path: "/api/v1/measure/breakdown",
    summary: "The main figures by source, language, period, model, strategy, tier or way of deciding",
    params: { query: breakdownQuerySchema },
    answers: { 200: { description: "A row for each value", schema: breakdownSchema } },
    examples: {
      sources: { summary: "By source", params: { by: "source" }, status: 200, answer: EXAMPLE_FIGURES.breakdown },
    },
  },
  {
    ...base,
    id: "getRiskFigures",
    path: "/api/v1/measure/risks",
    summary: "By type of risk and subject, and how severities and imminences agree",
    params: { query: measureFilterSchema },
    answers: { 200: { description: "The figures", schema: riskFiguresSchema } },
    examples: { november: { summary, params, status: 200, answer: EXAMPLE_FIGURES.risks } },
  },
  {
    ...base,
    id: "getReviewerFigures",
    path: "/api/v1/measure/reviewers",
    summary: "How far reviewers agree with each other, and whether the model's answer draws them",
    description: "All together: nobody is named.",
    params: { query: measureFilterSchema },
    answers: { 200: { description: "The figures", schema: reviewerFiguresSchema } },
    examples: { november: { summary, params, status: 200, answer: EXAMPLE_FIGURES.reviewers } },
  },
  {
    ...base,
    right: "case.decide",
    id: "getGoldAccuracy",
    path: "/api/v1/measure/gold",
    summary: "How one answers reference cases",
    description: "One's own, and for leads everybody's. Somebody else's is refused.",
    params: { query: goldQuerySchema },
    answers: { 200: { description: "A row for each person who was given any", schema: goldAccuracySchema } },
    examples: { mine: { summary: "Before the first reference case", status: 200, answer: { items: [] } } },
  },
  {
    ...base,
    id: "getTimeFigures",
    path: "/api/v1/measure/times",
    summary: "How long cases wait, with those that still wait (Kaplan-Meier)",
    params: { query: measureFilterSchema },
    answers: { 200: { description: "By tier and step, in seconds", schema: timeFiguresSchema } },
    examples: { november: { summary, params, status: 200, answer: EXAMPLE_FIGURES.times } },
  },
  {
    ...base,
    id: "getDrift",
    path: "/api/v1/measure/drift",
    summary: "Rates over time with their control limits",
    params: { query: driftQuerySchema },
    answers: { 200: { description: "A chart for each rate", schema: driftSchema } },
    examples: { weeks: { summary: "By week", params: { step: "week" }, status: 200, answer: EXAMPLE_FIGURES.drift } },
  },
  {
    ...base,
    id: "listMeasuredCases",
    path: "/api/v1/measure/cases",
    summary: "The conversations behind a number, newest first",
    description: "Ids and facts, no content: what may be opened is a matter of each case's own rights.",
    params: { query: measuredCasesQuerySchema },
    answers: { 200: { description: "One page", schema: measuredCasesSchema } },
    examples: {
      flagged: {
        summary: "All that was flagged",
        params: { cell: "outcome.risk.all" },
        status: 200,
        answer: EXAMPLE_FIGURES.cases,
      },
    },
  },
];
