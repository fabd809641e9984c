/** The report from counts of conversations. Pure. */
import { correctedFigures } from "@/domain/measure/figures/corrected-figures";
import type { Figure, Freshness } from "@/domain/measure/figures/figure";
import type { GoldError } from "@/domain/measure/figures/gold-error";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import { OVERTURNS } from "@/domain/measure/figures/measure-cell";
import { missingSentences } from "@/domain/measure/figures/missing-sentences";
import type { MeasureReport, StratumFigure } from "@/domain/measure/figures/overview-dto";
import {
  type FigureOptions,
  figureOf,
  rateFigures,
  responseOf,
  shareFigure,
  sidesOf,
} from "@/domain/measure/figures/rate-figures";
import type { ReadTwice } from "@/domain/measure/figures/read-twice";
import { counted, whole } from "@/domain/measure/figures/say";
import {
  answered,
  basisOf,
  cellName,
  groupRows,
  hasModelRead,
  isBeside,
  isDecided,
  modelRows,
  shareOf,
  total,
} from "@/domain/measure/figures/tally";
import type { RecallEstimate } from "@/domain/measure/statistics/recall";

type Range = { value: number; low: number; high: number };

function missedFigure(of: readonly CountRow[], range: Range | null, reason: string, also = ""): Figure {
  const decided = of.filter(isDecided);
  const rests = { n: total(decided), response: responseOf([], of), basis: basisOf(of) };
  const means = range
    ? `An estimated ${whole(range.value)} of ${counted(total(of), "conversation")} hold a risk that was missed: ${whole(range.low)} to ${whole(range.high)} with 95% confidence.${also}`
    : `False negatives in ${counted(total(of), "conversation")}.${also}`;
  return figureOf(range, reason, rests, means);
}

const NOBODY = "Nobody has read any of these, so nothing is known of what was missed in them.";
const ANOTHER = "Another stratum has not one answer; see recall.";

/** What was come upon beside the draw of a group, in words. */
function besideWords(rows: readonly CountRow[]): string {
  const beside = rows.filter(isBeside);
  if (beside.length === 0) return "";
  const [all, risks] = [total(beside), answered(beside, "risk")];
  return ` Somebody came upon ${whole(all)} of them beside the draw, ${whole(risks)} with a risk: the sample stands for these too, and no fewer were missed.`;
}

function strataFigures(clear: readonly CountRow[], recall: RecallEstimate | null): StratumFigure[] {
  return groupRows(clear, cellName).map(([name, rows]) => {
    const [first] = rows;
    const sampled = rows.filter((row) => !isBeside(row));
    const reviewed = total(sampled.filter(isDecided));
    const drawn = reviewed + answered(sampled, "open", "waits");
    const own = first && (isBeside(first) ? first.cameInto : first.stratum);
    const range = recall?.strata.find((stratum) => stratum.name === name)?.missed ?? null;
    return {
      stratum: own ?? name,
      probability: own === "seen" ? null : (first?.probability ?? null),
      size: total(rows),
      drawn,
      reviewed,
      positive: answered(sampled, "risk"),
      response: shareOf(reviewed, drawn),
      missed: missedFigure(rows, range, reviewed === 0 ? NOBODY : ANOTHER, besideWords(rows)),
    };
  });
}

/** What a desk knows that waits for complaints: its hits, and the misses that somebody came upon. */
function flagsOnlyFigure(flagged: readonly CountRow[], clear: readonly CountRow[]): Figure {
  const found = answered(flagged, "risk");
  const known = answered(
    clear.filter(({ stratum }) => stratum === "seen"),
    "risk",
  );
  const rests = { n: found + known, response: responseOf(flagged, []), basis: basisOf(flagged) };
  const means = `Counting only flags and the ${counted(known, "miss", "misses")} that somebody happened on. This is no estimate of recall: what nobody looked at is not in it.`;
  // What was counted, and no sample of anything: an interval would say that there is a truth within it.
  const share = shareOf(found, found + known);
  return figureOf(
    share === null ? null : { value: share, low: share, high: share },
    "No flag was confirmed.",
    rests,
    means,
  );
}

function overturnsOf(rows: readonly CountRow[]): MeasureReport["overturns"] {
  const decided = rows.filter(isDecided);
  const all = total(decided);
  return OVERTURNS.map((name) => {
    const count = total(decided.filter(({ overturn }) => overturn === name));
    const means = `${whole(count)} of ${counted(all, "decided conversation")}.`;
    const share = shareFigure(count, all, basisOf(decided), null, { means, nothing: "Nobody has decided yet." });
    return { class: name, count, share };
  });
}

function conversationsOf(rows: readonly CountRow[], unread: number): Omit<MeasureReport["conversations"], "left"> {
  const { flagged, clear, unscored } = sidesOf(rows);
  return {
    measured: total(rows),
    decided: total(rows.filter(isDecided)),
    flagged: {
      all: total(flagged),
      tp: answered(flagged, "risk"),
      fp: answered(flagged, "none"),
      waits: answered(flagged, "waits"),
      open: answered(flagged, "open", "unasked"),
    },
    clear: {
      all: total(clear),
      fn: answered(clear, "risk"),
      tn: answered(clear, "none"),
      waits: answered(clear, "waits"),
      open: answered(clear, "open"),
      unasked: answered(clear, "unasked"),
    },
    unscored: {
      all: total(unscored),
      risk: answered(unscored, "risk"),
      none: answered(unscored, "none"),
      waits: answered(unscored, "waits"),
      open: answered(unscored, "open", "unasked"),
    },
    unread,
  };
}

/** What the report is made of. */
export type ReportParts = {
  rows: readonly CountRow[];
  unread: number;
  freshness: Freshness;
  gold: GoldError;
  readTwice: readonly ReadTwice[];
};

/** The report of some counts. */
export function buildReport(
  { rows, unread, freshness, gold, readTwice }: ReportParts,
  options: FigureOptions,
): MeasureReport {
  const { figures, sides, recall } = rateFigures(rows, options);
  const known = recall.value === null ? null : recall;
  const own = modelRows(rows);
  const decided = own.filter(isDecided);
  const made = (visibility: "blind" | "shown") => total(decided.filter((row) => row.visibility === visibility));
  const provisional = total(rows.filter((row) => row.provisional && isDecided(row)));
  const left = total(rows) - total(own);
  const decisions = { blind: made("blind"), shown: made("shown"), provisional };
  const twice = hasModelRead(rows) ? readTwice.filter((row) => !row.provisional) : readTwice;
  const corrected = correctedFigures(gold, figures, { ...sides, readTwice: twice }, options);
  return {
    freshness,
    conversations: { ...conversationsOf(own, unread), left },
    decisions,
    figures,
    recall: {
      floor: known?.floor ?? null,
      ceiling: known?.ceiling ?? null,
      missed: missedFigure(sides.clear, known?.missed ?? null, recall.value === null ? recall.reason : ""),
      strata: strataFigures(sides.clear, known),
      flagsOnly: flagsOnlyFigure(sides.flagged, sides.clear),
    },
    corrected,
    overturns: overturnsOf(own),
    missing: missingSentences({
      ...sides,
      provisional,
      left,
      shown: decisions.shown,
      decided: total(decided),
      freshness,
      recall: figures.recall,
      corrected: corrected.recall,
    }),
  };
}
