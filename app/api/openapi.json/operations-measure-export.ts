import { z } from "zod";
import type { Operation } from "@/app/api/openapi.json/operation";
import { exportRangeSchema } from "@/domain/ingest/export-range";
import { measureExportSchema } from "@/domain/measure/exports/export-query";

/** The figures as files. */
export const MEASURE_EXPORT_OPERATIONS: readonly Operation[] = [
  {
    id: "exportMeasure",
    method: "get",
    path: "/api/v1/measure/export",
    tag: "measure",
    summary: "Take out the figures, the outcomes behind them, or the figures in the shape of the DSA's template",
    description:
      "Streamed, and on record. CSV with a header (RFC 4180), its cells safe in spreadsheets; with `format=jsonl` one JSON object a line (application/jsonl). `outcomes` needs the role auditor or admin; what you may be given to read blind comes last in it, without ids and times.",
    who: "person",
    right: "measure.read",
    params: { query: measureExportSchema },
    answers: { 200: { description: "The lines", schema: z.string(), type: "text/csv" } },
    examples: {
      accuracy: {
        summary: "Indicators of accuracy of one month",
        params: { what: "accuracy", from: "2026-11-01", to: "2026-12-01" },
        status: 200,
        answer:
          "Applicability,Service,Reporting period,Section,Indicator,Scope,Value,Contextual Information\r\nAll,,2026-11-01/2026-11-30,Use of automated means for content moderation,Accuracy of the automated means - Recall,Total number,,Not known: nothing was drawn.\r\n",
      },
    },
  },
  {
    id: "exportEvaluationFile",
    method: "get",
    path: "/api/v1/measure/evaluation-file",
    tag: "measure",
    summary: "Take out decided conversations with their words, to judge a model by",
    description:
      "Streamed, one JSON object a line, as `vigil evaluate` reads them. Each conversation is written down before it is handed out. What was erased, or edited after the decision, is left out; `vigil export evaluation` names it.",
    who: "person",
    right: "content.export",
    params: { query: exportRangeSchema },
    answers: { 200: { description: "The lines", schema: z.string(), type: "text/plain" } },
    examples: {
      none: {
        summary: "A month in which nothing was decided",
        params: { from: "2001-01-01", to: "2001-02-01" },
        status: 200,
        answer: "",
      },
    },
  },
];
