import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { estimateSchema } from "@/domain/measure/estimate-schema";
import {
  loadCorrections,
  loadCoverage,
  loadOutcomes,
  loadTypeOutcomes,
  type MeasureFilter,
} from "@/domain/measure/outcome-queries";
import { wilson } from "@/domain/measure/statistics/wilson";
import { RISK_TYPES } from "@/inference/risk";

const count = z.number().int();

export const measureReportSchema = z
  .object({
    decided: count.meta({ description: "Conversations with a decision that stands; the newest counts" }),
    conversations: z.object({ tp: count, fp: count, fn: count, tn: count }),
    unscored: z
      .object({ risk: count, none: count })
      .meta({ description: "Decided ones that the model had not read, by verdict" }),
    byType: z.array(
      z.object({
        type: z.enum(RISK_TYPES),
        tp: count,
        fp: count,
        fn: count,
        tn: count,
        precision: estimateSchema.nullable(),
      }),
    ),
    precision: estimateSchema.nullable(),
    recall: z.null().meta({ description: "Not known until unflagged conversations are sampled; see `unknown`" }),
    unknown: z.array(z.string()),
    corrections: z.object({
      agree: count,
      notPresent: count,
      missed: count,
      subject: count,
      type: count,
      severity: count,
      imminence: count,
    }),
    coverage: z.object({
      flagged: z.object({ conversations: count, decided: count }),
      clear: z.object({ conversations: count, decided: count }),
      unscored: z.object({ conversations: count, decided: count }),
      waiting: count,
    }),
    modelShown: count.meta({ description: "Decisions made while the model's answer could be seen" }),
    provisional: count.meta({ description: "Decisions about a reading by the offline rules, not by a model" }),
  })
  .meta({ id: "MeasureReport" });
export type MeasureReport = z.infer<typeof measureReportSchema>;

/** What the figures cannot say yet, in the words of the page. */
function unknowns(report: Pick<MeasureReport, "coverage" | "modelShown" | "provisional" | "decided">): string[] {
  const unreviewed = report.coverage.clear.conversations - report.coverage.clear.decided;
  const lines = [
    `Recall is not known. ${unreviewed} unflagged conversations were never looked at by a person, and those that were are not a random sample: the false negatives counted here are the ones somebody happened to find.`,
  ];
  if (report.modelShown > 0) {
    lines.push(
      `${report.modelShown} of ${report.decided} decisions were made with the model's answer in view, which draws reviewers towards it: precision may look better than it is.`,
    );
  }
  if (report.provisional > 0) {
    lines.push(
      `${report.provisional} of ${report.decided} decisions were about provisional readings, made by keyword rules because no model was there. Filter by model to keep the two apart.`,
    );
  }
  return lines;
}

/**
 * What decisions say about the model: for each conversation its newest standing decision against the reading it was
 * about, and the same for each type of risk. Intervals are Wilson's at 95 %.
 * @throws FORBIDDEN
 */
export async function getMeasureReport(actor: Actor, filter: MeasureFilter): Promise<MeasureReport> {
  requireRight(actor, "measure.read");
  const [outcomes, types, corrections, coverage] = await Promise.all([
    loadOutcomes(filter),
    loadTypeOutcomes(filter),
    loadCorrections(filter),
    loadCoverage(filter),
  ]);
  const { tp, fp, fn, tn, unscoredRisk, unscoredNone, modelShown, provisional } = outcomes;
  const scored = tp + fp + fn + tn;
  const decided = scored + unscoredRisk + unscoredNone;
  return {
    decided,
    conversations: { tp, fp, fn, tn },
    unscored: { risk: unscoredRisk, none: unscoredNone },
    byType: RISK_TYPES.map((type) => {
      const row = types.get(type) ?? { tp: 0, fp: 0, fn: 0 };
      return { type, ...row, tn: scored - row.tp - row.fp - row.fn, precision: wilson(row.tp, row.tp + row.fp) };
    }),
    precision: wilson(tp, tp + fp),
    recall: null,
    unknown: unknowns({ coverage, modelShown, provisional, decided }),
    corrections,
    coverage,
    modelShown,
    provisional,
  };
}
