import { z } from "zod";
import type { Operation } from "@/app/api/openapi.json/operation";
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
      "Streamed, and on record. CSV with a header (RFC 4180), its cells safe in spreadsheets; with `format=jsonl` one JSON object a line (application/jsonl). `outcomes` needs the role auditor or admin.",
    who: "person",
    right: "measure.read",
    params: { query: measureExportSchema },
    answers: { 200: { description: "The lines", schema: z.string(), type: "text/csv" } },
    examples: {
      accuracy: {
        summary: "Indicators of accuracy of one month",
        params: { what: "accuracy", from: "2026-11-01", to: "2026-12-01" },
        status: 200,
        answer: "section,indicator,scope,value,low,high,n,method,note\r\n",
      },
    },
  },
];
