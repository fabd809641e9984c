/** What stood against what another reader says of the same conversations. Pure. */
import { discordanceOf } from "@/domain/measure/compare-answers";
import { negligibleOf } from "@/domain/measure/figures/rate-figures";
import { cellName, stratumOf, tierNames } from "@/domain/measure/figures/tally";
import type { ShadowTally } from "@/domain/measure/shadow/load-tallies";
import type { ShadowRunDto } from "@/domain/measure/shadow/shadow-dto";
import {
  type Confusion,
  SHADOW_ANSWERS,
  type ShadowAnswer,
  type ShadowQueue,
  type ShadowRate,
  type ShadowResult,
  type ShadowSide,
} from "@/domain/measure/shadow/shadow-result-dto";
import { hypergeometricBounds } from "@/domain/measure/statistics/hypergeometric";
import { estimatePrecision } from "@/domain/measure/statistics/rates";
import { estimateRecall } from "@/domain/measure/statistics/recall";
import { isUnread, type SampledStratum } from "@/domain/measure/statistics/stratified";
import { OUTCOMES, type Outcome } from "@/inference/risk";

type Side = "standing" | "shadow";
type Rows = readonly ShadowTally[];
/** Draws of an interval: enough for whole percents, few enough for a page. */
const DRAWS = 8_000;

const total = (rows: Rows) => rows.reduce((sum, { n }) => sum + n, 0);
const answered = (rows: Rows, ...answers: ShadowAnswer[]) =>
  total(rows.filter(({ answer }) => answers.includes(answer)));
const isDecided = ({ answer }: ShadowTally) => answer === "risk" || answer === "none";

function confusionOf(rows: Rows, side: Side): Confusion {
  const of = (said: Outcome, answer: "risk" | "none") =>
    answered(
      rows.filter((row) => row[side] === said),
      answer,
    );
  return {
    tp: of("risk", "risk"),
    fp: of("risk", "none"),
    fn: of("none", "risk"),
    tn: of("none", "none"),
    unscoredRisk: of("unscored", "risk"),
    unscoredNone: of("unscored", "none"),
  };
}

function queueOf(rows: Rows, side: Side, population: number): ShadowQueue {
  const queued = rows.filter((row) => row[side] !== "none");
  const tierOf = side === "standing" ? "standingTier" : "shadowTier";
  const cases = total(queued);
  return {
    cases,
    tiers: [0, 1, 2, 3].map((tier) => total(queued.filter((row) => row[tierOf] === tier))),
    estimate: hypergeometricBounds(cases, total(rows), population),
  };
}

/** How a conversation came to be decided on or not: by its flag, in the tier that it had, or by the draw it was in. */
function originsOf(rows: Rows): (row: ShadowTally) => string {
  const flagged = rows.filter((row) => row.standing !== "none" && isDecided(row));
  const tierName = tierNames(new Set(flagged.map(({ standingTier }) => standingTier)));
  return (row) => {
    if (row.standing !== "none") return tierName(row.standingTier);
    return row.stratum === null ? "read otherwise since" : cellName(row);
  };
}

/**
 * Each origin cut in two by what this side said of it. The answers on either part of a cut are a random sample of it, as in
 * the simulator of thresholds: a part without an answer adds nothing to the value and widens the interval by all it might
 * hold, and an origin without any leaves the figure unknown, unless it is next to nothing (`negligibleOf`).
 */
function cutBy(rows: Rows, side: Side) {
  const both = rows.filter(({ standing, shadow }) => standing !== "unscored" && shadow !== "unscored");
  const originOf = originsOf(both);
  const strataOf = (of: Rows, suffix = "") =>
    [...Map.groupBy(of, originOf)].map(([name, group]) => stratumOf(`${name}${suffix}`, group));
  const asked = strataOf(both).filter((origin) => !isUnread(origin));
  const next = negligibleOf(strataOf(both.filter(({ standing }) => standing === "none")));
  const [yes, no] = [", flagged", ", left clear"];
  const flagged = strataOf(
    both.filter((row) => row[side] === "risk"),
    yes,
  );
  const clear = strataOf(
    both.filter((row) => row[side] === "none"),
    no,
  );
  const mayBeUnread = [...asked.map(({ name }) => name), ...next];
  return { flagged, clear, negligible: mayBeUnread.flatMap((name) => [`${name}${yes}`, `${name}${no}`]) };
}

function ratesOf(rows: Rows, side: Side, scope: ShadowRunDto["scope"]): Pick<ShadowSide, "recall" | "precision"> {
  if (scope !== "all") {
    const unknown: ShadowRate = {
      value: null,
      reason: `Only ${scope} conversations were read again: shares of all of them cannot be told from these.`,
    };
    return { recall: unknown, precision: unknown };
  }
  const { flagged, clear, negligible } = cutBy(rows, side);
  const options = { draws: DRAWS, negligible };
  const shown = (rate: ReturnType<typeof estimatePrecision>, ...of: (readonly SampledStratum[])[]): ShadowRate => {
    if (rate.value === null) return rate;
    const n = of.flat().reduce((sum, { reviewed }) => sum + reviewed, 0);
    return { value: rate.value, low: rate.low, high: rate.high, n };
  };
  const nothing: ShadowRate = { value: null, reason: "It flagged no conversation." };
  return {
    recall: shown(estimateRecall(flagged, clear, { ...options, seed: "shadow recall" }), flagged, clear),
    precision:
      flagged.length === 0
        ? nothing
        : shown(estimatePrecision(flagged, { ...options, seed: "shadow precision" }), flagged),
  };
}

function comparisonOf(rows: Rows): ShadowResult["comparison"] {
  const pairs = rows.filter((row) => isDecided(row) && row.standing !== "unscored" && row.shadow !== "unscored");
  const over = (of: Rows) => {
    const count = (first: boolean, second: boolean) =>
      total(of.filter((row) => (row.standing === row.answer) === first && (row.shadow === row.answer) === second));
    return discordanceOf({
      both: count(true, true),
      onlyFirst: count(true, false),
      onlySecond: count(false, true),
      neither: count(false, false),
    });
  };
  return {
    accuracy: over(pairs),
    recall: over(pairs.filter(({ answer }) => answer === "risk")),
    specificity: over(pairs.filter(({ answer }) => answer === "none")),
  };
}

function cellsOf(rows: Rows): ShadowResult["cells"] {
  return OUTCOMES.flatMap((standing) =>
    OUTCOMES.flatMap((shadow) => {
      const of = rows.filter((row) => row.standing === standing && row.shadow === shadow);
      if (of.length === 0) return [];
      const answers = SHADOW_ANSWERS.map((answer) => [answer, answered(of, answer)] as const);
      return [{ standing, shadow, n: total(of), answers: Object.fromEntries(answers) as Record<ShadowAnswer, number> }];
    }),
  );
}

type About = Pick<ShadowRunDto, "population" | "scope"> & { cost: ShadowResult["cost"] };

/** The result of a run from what was read of it, counted. Every number is over the conversations that were read. */
export function shadowResult(rows: Rows, { population, scope, cost }: About): ShadowResult {
  const sideOf = (side: Side): ShadowSide => ({
    confusion: confusionOf(rows, side),
    ...ratesOf(rows, side, scope),
    queue: queueOf(rows, side, population),
  });
  return {
    read: total(rows),
    decided: answered(rows, "risk", "none"),
    blind: total(rows.filter((row) => isDecided(row) && row.visibility === "blind")),
    cells: cellsOf(rows),
    standing: sideOf("standing"),
    shadow: sideOf("shadow"),
    comparison: comparisonOf(rows),
    cost,
  };
}
