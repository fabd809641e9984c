import "server-only";
import type { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import {
  BREAKDOWN_ROWS,
  type breakdownQuerySchema,
  type Dimension,
  type MeasureBreakdown,
} from "@/domain/measure/figures/breakdown-dto";
import { whyNoUnflagged } from "@/domain/measure/figures/get-measure-report";
import { type CountRow, loadCounts } from "@/domain/measure/figures/load-counts";
import { rateFigures } from "@/domain/measure/figures/rate-figures";
import { groupRows, isDecided, modelRows, total } from "@/domain/measure/figures/tally";
import { db } from "@/lib/db/client";

/** Fewer than for the headline: a row is looked at beside others, and there may be fifty. */
const DRAWS = 2_000;

/** Why recall and prevalence cannot be told for each value of this; undefined where they can. */
const NOT_BY: Partial<Record<Dimension, string>> = {
  tier: "Conversations that were not flagged have no tier, so what was missed cannot be told by tier.",
  visibility: "What was missed is drawn for a blind reading; it cannot be told apart by how flags were decided.",
};

async function namesOf(by: Dimension, values: readonly string[]): Promise<Map<string, string>> {
  if (by !== "source") return new Map();
  const rows = await db().source.findMany({ where: { id: { in: [...values] } }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function labelOf(by: Dimension, value: string, names: ReadonlyMap<string, string>): string {
  if (by === "source") return names.get(value) ?? "A source that is gone";
  if (by === "tier") return `Tier ${value}`;
  if (by === "visibility") return value === "blind" ? "Without seeing the model" : "With the model in view";
  return value === "unknown" ? "Not known" : value;
}

/** The values in the order they are shown: periods as they come, the rest by how many conversations they have. */
function inOrder(by: Dimension, groups: [string, CountRow[]][]): [string, CountRow[]][] {
  if (by === "week" || by === "month") return groups.slice(-BREAKDOWN_ROWS);
  return groups.sort(([, a], [, b]) => total(b) - total(a)).slice(0, BREAKDOWN_ROWS);
}

/**
 * The main figures for each source, language, week, month, model, strategy, tier or way of deciding.
 * @throws FORBIDDEN
 */
export async function getBreakdown(
  actor: Actor,
  { by, ...filter }: z.infer<typeof breakdownQuerySchema>,
): Promise<MeasureBreakdown> {
  requireRight(actor, "measure.read");
  await catchUp();
  const loaded = (await loadCounts(filter, by)).filter(({ key }) => key !== null);
  // Beside readings of a model those of rules count for nothing, as everywhere; told apart by model they are a row of their own.
  const rows = by === "model" ? loaded : modelRows(loaded);
  const shown = inOrder(
    by,
    groupRows(rows, ({ key }) => key ?? ""),
  );
  const names = await namesOf(
    by,
    shown.map(([value]) => value),
  );
  const noUnflagged = NOT_BY[by] ?? whyNoUnflagged(filter);
  return {
    by,
    rows: shown.map(([value, of]) => {
      const { figures } = rateFigures(of, { draws: DRAWS, brief: true, noUnflagged });
      const { precision, recall, prevalence, overturnRate, unscoredRate } = figures;
      const counts = { measured: total(of), decided: total(of.filter(isDecided)) };
      return {
        value,
        label: labelOf(by, value, names),
        ...counts,
        precision,
        recall,
        prevalence,
        overturnRate,
        unscoredRate,
      };
    }),
    others: total(rows) - shown.reduce((sum, [, of]) => sum + total(of), 0),
  };
}
