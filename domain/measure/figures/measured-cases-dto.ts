/** What `GET /api/v1/measure/cases` answers: the conversations behind a number. Ids and facts alone, no content. Pure. */
import { z } from "zod";
import { ANSWERS, MODEL_OUTCOMES, measureCellSchema, OVERTURNS } from "@/domain/measure/figures/measure-cell";
import { measureFilterSchema, VISIBILITIES } from "@/domain/measure/figures/measure-filter";
import { riskSchema } from "@/inference/risk";

export const measuredCasesQuerySchema = measureFilterSchema.extend({
  cell: measureCellSchema.meta({ description: "Which number, such as `outcome.none.risk`, `severity.mild.high`" }),
  cursor: z.string().max(400).optional(),
});

const riskSeen = riskSchema.pick({ subject: true, type: true, severity: true, imminence: true });

export const measuredCaseSchema = z.object({
  conversationId: z.uuid(),
  caseId: z.uuid().nullable().meta({ description: "The case to open; null where there never was one" }),
  day: z.iso.date(),
  source: z.object({ id: z.uuid(), name: z.string() }),
  language: z.string().nullable(),
  model: z.string().nullable(),
  strategy: z.string().nullable(),
  provisional: z.boolean().meta({ description: "Read by keyword rules alone" }),
  tier: z.number().int().nullable(),
  outcome: z.enum(MODEL_OUTCOMES),
  answer: z.enum(ANSWERS),
  visibility: z.enum(VISIBILITIES).nullable(),
  stratum: z.string().nullable(),
  probability: z.number().nullable(),
  overturn: z.enum(OVERTURNS).nullable(),
  decidedAt: z.iso.datetime().nullable(),
  named: z.array(riskSeen).meta({ description: "What the model named" }),
  found: z.array(riskSeen).meta({ description: "What the person found" }),
});
export type MeasuredCase = z.infer<typeof measuredCaseSchema>;

export const measuredCasesSchema = z
  .object({
    total: z.number().int().meta({ description: "All of this number, over all pages" }),
    keptBlind: z.number().int().meta({
      description:
        "Of these, those that are not listed for you: read clear and decided by nobody yet, or waiting for a look that you may be given, without knowing what the model or others said",
    }),
    items: z.array(measuredCaseSchema),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "MeasuredCases" });
export type MeasuredCases = z.infer<typeof measuredCasesSchema>;
