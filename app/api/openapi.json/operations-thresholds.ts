import { EXAMPLE_THRESHOLDS } from "@/app/api/openapi.json/example-thresholds";
import type { Operation } from "@/app/api/openapi.json/operation";
import { thresholdQuerySchema, thresholdsSchema } from "@/domain/measure/thresholds/threshold-dto";

/** The queue and recall at other cuts, in hindsight. */
export const THRESHOLD_OPERATIONS: readonly Operation[] = [
  {
    id: "getThresholds",
    method: "get",
    path: "/api/v1/measure/thresholds",
    tag: "measure",
    summary: "What the queue and recall would have been at another tier or score cut, and what scores stand for",
    description:
      "Of one model and strategy: the ones the filter names, or those with the most readings. Scores are counted in bins, 0.05 wide in the middle and narrower towards 0 and 1; a cut lies between two bins. Nothing in the queue is changed by it.",
    who: "person",
    right: "measure.read",
    params: { query: thresholdQuerySchema },
    answers: { 200: { description: "The cuts", schema: thresholdsSchema } },
    examples: {
      november: {
        summary: "Readings of one month",
        params: { from: "2026-11-01", to: "2026-12-01", calibration: "platt" },
        status: 200,
        answer: EXAMPLE_THRESHOLDS,
      },
    },
  },
];
