/** Figures by type of risk, and how far severities and imminences agree. Pure. */
import type { Basis, Figure } from "@/domain/measure/figures/figure";
import type { CountRow } from "@/domain/measure/figures/load-counts";
import type { LevelCount, RiskCount } from "@/domain/measure/figures/load-risk-counts";
import { figureOf, negligibleOf, responseOf, shareFigure, sidesOf } from "@/domain/measure/figures/rate-figures";
import type { RiskFigures, TypeRow } from "@/domain/measure/figures/risk-figures-dto";
import { between, counted, percent, whole } from "@/domain/measure/figures/say";
import {
  basisOf,
  cellName,
  clearStrata,
  flaggedNames,
  flaggedStrata,
  hasModelRead,
  isBeside,
  isDecided,
  modelRows,
  total,
} from "@/domain/measure/figures/tally";
import { cohenKappa } from "@/domain/measure/statistics/cohen-kappa";
import { estimateRecall } from "@/domain/measure/statistics/recall";
import type { SampledStratum } from "@/domain/measure/statistics/stratified";
import { RISK_SUBJECTS, RISK_TYPES } from "@/inference/risk";

/** A row for each type and subject: fewer draws than for the headline, which stands alone. */
const DRAWS = 2_000;
const SUBJECT_DRAWS = 1_000;

type Of = { type: TypeRow["type"]; subject: TypeRow["subject"] };

const isOf =
  ({ type, subject }: Of) =>
  (row: RiskCount) =>
    row.type === type && row.subject === subject;
const sum = (rows: readonly RiskCount[], cell: RiskCount["cell"]) =>
  rows.filter((row) => row.cell === cell).reduce((all, { n }) => all + n, 0);

/** The strata with the conversations as positive in which this type is what `cell` says. */
function typeStrata(
  strata: readonly SampledStratum[],
  rows: readonly RiskCount[],
  cell: "tp" | "fn",
  tierName: ReturnType<typeof flaggedNames>,
): SampledStratum[] {
  return strata.map((stratum) => {
    const of = rows.filter((row) => stratum.name === (row.outcome === "risk" ? tierName(row.tier) : cellName(row)));
    const positive = sum(
      of.filter((row) => !isBeside(row)),
      cell,
    );
    const beside = stratum.beside && { ...stratum.beside, positive: sum(of.filter(isBeside), cell) };
    return { ...stratum, positive, ...(beside && { beside }) };
  });
}

function typeRow(
  of: Of,
  rows: readonly RiskCount[],
  counts: readonly CountRow[],
  noUnflagged: string | undefined,
): TypeRow {
  const own = rows.filter(isOf(of));
  const [tp, fp, fn, open] = (["tp", "fp", "fn", "open"] as const).map((cell) => sum(own, cell)) as [
    number,
    number,
    number,
    number,
  ];
  const { flagged, clear } = sidesOf(counts);
  const rests = {
    n: total([...flagged, ...clear].filter(isDecided)),
    response: responseOf(flagged, clear),
    basis: basisOf([...flagged, ...clear]),
  };
  const asked = {
    n: tp + fp,
    response: tp + fp + open === 0 ? null : (tp + fp) / (tp + fp + open),
    basis: basisOf(flagged),
  };
  const precision = shareFigure(tp, tp + fp, asked.basis, asked.response, {
    means: `Of ${counted(tp + fp, "decided conversation")} in which the model named it, a person found it in ${whole(tp)}.`,
    nothing: "Nobody has decided on a conversation in which the model named it.",
  });
  const words = "Of the conversations that hold this risk, the share in which the model named it.";
  if (tp + fn + fp + open === 0)
    return {
      ...of,
      tp,
      fp,
      fn,
      open,
      precision,
      recall: figureOf(null, "Neither the model nor a person named it.", rests, words),
    };
  if (noUnflagged !== undefined)
    return { ...of, tp, fp, fn, open, precision, recall: figureOf(null, noUnflagged, rests, words) };
  const flags = flaggedStrata(flagged);
  // A type may also be missed where the model flagged another: those conversations are strata of misses too.
  const unflagged = clearStrata(clear);
  const strataOf = (strata: readonly SampledStratum[], cell: "tp" | "fn") =>
    typeStrata(strata, own, cell, flaggedNames(flagged));
  const estimate = estimateRecall(strataOf(flags, "tp"), strataOf([...unflagged, ...flags], "fn"), {
    negligible: negligibleOf(unflagged),
    seed: `recall/${of.type}/${of.subject}`,
    draws: of.subject === "any" ? DRAWS : SUBJECT_DRAWS,
  });
  const said =
    estimate.value === null
      ? words
      : `Of the conversations that hold this risk the model named it in about ${percent(estimate.value)}, ${between(estimate.low, estimate.high)} with 95% confidence.`;
  return { ...of, tp, fp, fn, open, precision, recall: figureOf(estimate, "", rests, said) };
}

/** Of counts by type or level those that figures about the model are made of: the same readings as `modelRows(counts)`. */
export function ofModel<T extends { provisional: boolean }>(rows: readonly T[], counts: readonly CountRow[]): T[] {
  return hasModelRead(counts) ? rows.filter(({ provisional }) => !provisional) : [...rows];
}

/** Rows for each type as a whole and with each subject. Readings by rules alone are left out where a model has read. */
export function typeRows(rows: readonly RiskCount[], counts: readonly CountRow[], noUnflagged?: string): TypeRow[] {
  const [own, of] = [ofModel(rows, counts), modelRows(counts)];
  return RISK_TYPES.flatMap((type) =>
    (["any", ...RISK_SUBJECTS] as const).map((subject) => typeRow({ type, subject }, own, of, noUnflagged)),
  );
}

function kappaFigure(table: readonly (readonly number[])[], weighting: "linear" | "quadratic", basis: Basis): Figure {
  const n = table.flat().reduce((all, count) => all + count, 0);
  const kappa = cohenKappa(table, { weighting });
  const words = `Agreement beyond chance, where being further apart counts ${weighting === "quadratic" ? "much " : ""}more: 1 is full agreement, 0 is chance.`;
  const said =
    kappa.value === null
      ? words
      : `${words} Here ${kappa.value.toFixed(2)} (${kappa.low.toFixed(2)} to ${kappa.high.toFixed(2)}).`;
  return figureOf(kappa, "", { n, response: null, basis }, said);
}

type Levels<K extends "severity" | "imminence"> = RiskFigures[K]["levels"];

/** What the model said by what the person said. `scale` is what of the levels has an order and is weighed. */
export function confusionOf<K extends "severity" | "imminence">(
  kind: K,
  levels: Levels<K>,
  scale: number,
  rows: readonly LevelCount[],
  basis: Basis,
) {
  const counts = levels.map((model) =>
    levels.map((person) =>
      rows
        .filter((row) => row.kind === kind && row.model === model && row.person === person)
        .reduce((all, { n }) => all + n, 0),
    ),
  );
  const ordered = counts.slice(0, scale).map((row) => row.slice(0, scale));
  const add = (keep: (model: number, person: number) => boolean, of = counts) =>
    of.flatMap((row, i) => row.filter((_, j) => keep(i, j))).reduce((all, count) => all + count, 0);
  const n = add(() => true);
  const same = add((i, j) => i === j);
  return {
    levels,
    counts,
    n,
    same: shareFigure(same, n, basis, null, {
      means: `Model and person gave the same ${kind} in ${whole(same)} of ${counted(n, "risk")} that both named.`,
      nothing: "No risk was named by both the model and a person.",
    }),
    agreement: kappaFigure(ordered, "quadratic", basis),
    linear: kappaFigure(ordered, "linear", basis),
    under: add((i, j) => i < j, ordered),
    over: add((i, j) => i > j, ordered),
  };
}
