/** How far reviewers agree with each other, and how far the model's answer draws them. Pure. */
import type { Basis, Figure } from "@/domain/measure/figures/figure";
import type { Pair } from "@/domain/measure/figures/load-pairs";
import { figureOf, shareFigure } from "@/domain/measure/figures/rate-figures";
import type { AGREED_ON, ReviewerFigures } from "@/domain/measure/figures/reviewer-figures-dto";
import { between, counted, percent, whole } from "@/domain/measure/figures/say";
import { gwetAgreement } from "@/domain/measure/statistics/gwet";
import { krippendorffAlpha } from "@/domain/measure/statistics/krippendorff";
import { weightedShare } from "@/domain/measure/statistics/weighted-share";
import { IMMINENCES, RISK_TYPES, SEVERITIES } from "@/inference/risk";

type On = (typeof AGREED_ON)[number];
type Side = Pair["first"];
type Scale = { size: number; metric: "nominal" | "ordinal"; rate: (side: Side) => number | null; words: string };

/** What is compared, as numbers of a scale. Without a risk there is a level too, the lowest; how near is then no question. */
const SCALES: Readonly<Record<On, Scale>> = {
  verdict: {
    size: 2,
    metric: "nominal",
    rate: ({ verdict }) => (verdict === "risk" ? 1 : 0),
    words: "whether there is a risk",
  },
  types: {
    size: RISK_TYPES.length + 1,
    metric: "nominal",
    rate: ({ type }) => (type === null ? 0 : RISK_TYPES.indexOf(type) + 1),
    words: "the type of the worst risk, or that there is none",
  },
  severity: {
    size: SEVERITIES.length + 1,
    metric: "ordinal",
    rate: ({ severity }) => (severity === null ? 0 : SEVERITIES.indexOf(severity) + 1),
    words: "how severe the worst risk is, or that there is none",
  },
  imminence: {
    size: IMMINENCES.length,
    metric: "ordinal",
    rate: ({ imminence }) => (imminence === null ? null : IMMINENCES.indexOf(imminence)),
    words: "how near the nearest risk is, where both said so",
  },
};

/** Whether those who decided first had the model's answer in view; those who read second never do. */
function basisOfPairs(pairs: readonly Pair[]): Basis {
  if (pairs.length === 0) return "none";
  return pairs.some(({ shown }) => shown) ? "mixed" : "blind";
}

/** Pairs are not weighted by the chance they were drawn with: what is said is of the pairs, and where that matters it says so. */
function ofPairs(pairs: readonly Pair[]): string {
  const chances = new Set(pairs.map(({ probability }) => probability));
  return chances.size > 1
    ? " Of the pairs that were read: some kinds of decisions are drawn for a second reading more often than others, and count for more here."
    : "";
}

function agreementOn(on: On, pairs: readonly Pair[], response: number | null): ReviewerFigures["agreement"][number] {
  const basis = basisOfPairs(pairs);
  const { size, metric, rate, words } = SCALES[on];
  const ratings = pairs.flatMap(({ first, second, n }) => {
    const unit = [rate(first), rate(second)];
    return unit.includes(null) ? [] : Array.from({ length: n }, () => unit);
  });
  const units = ratings.length;
  const same = ratings.filter(([a, b]) => a === b).length;
  const rests = { n: units, response, basis };
  const alpha = krippendorffAlpha(ratings, { metric, seed: `alpha/${on}` });
  const ac1 = gwetAgreement(ratings, { categories: Array.from({ length: size }, (_, i) => i), seed: `ac1/${on}` });
  const meaning = `How far two people who read the same agree on ${words}, beyond chance: 1 is always, 0 is chance.`;
  return {
    on,
    units,
    alpha: figureOf(alpha, "", rests, `${meaning} Below 0.67 little can be built on it.${ofPairs(pairs)}`),
    ac1: figureOf(ac1, "", rests, `${meaning} Less shaken by one answer being rare than alpha is.`),
    same: shareFigure(same, units, basis, response, {
      means: `Both said the same in ${whole(same)} of ${counted(units, "pair")}.${ofPairs(pairs)}`,
      nothing: "No conversation was decided on by two people.",
    }),
  };
}

/** How far reviewers agree, over pairs of first decisions and second readings. `response`: how many second readings were answered. */
export function agreementOf(pairs: readonly Pair[], response: number | null): ReviewerFigures["agreement"] {
  return (["verdict", "types", "severity", "imminence"] as const).map((on) => agreementOn(on, pairs, response));
}

type Shown = { agreed: number; n: number };

/** Why second readings cannot stand for all decisions: decisions of a kind are never drawn. */
function whyNotAll(pairs: readonly Pair[], shown: Shown): string | null {
  const some = (verdict: Side["verdict"]) => pairs.some(({ first }) => first.verdict === verdict);
  if (pairs.length === 0) return "No flagged conversation has had a second, blind reading yet.";
  if (!some("risk") && shown.agreed > 0)
    return "Only decisions without a risk had a second reading. Set a share for those with a risk too.";
  if (!some("none") && shown.n > shown.agreed)
    return "Only decisions with a risk had a second reading. Set a share for those without a risk too.";
  return null;
}

/**
 * Agreement with the model's flags where its answer was in view, against blind second readings of the same kind of
 * conversation, each weighted by the inverse of the chance it was drawn with. The interval of the difference is Newcombe's
 * (1998, method 10) from those of the two.
 */
export function anchoringOf(pairs: readonly Pair[], shown: Shown): ReviewerFigures["anchoring"] {
  const read = pairs.filter(({ flagged, shown: seen }) => flagged && seen);
  const reason = whyNotAll(read, shown);
  const answers = read.flatMap(({ second, probability, n }) =>
    Array.from({ length: n }, () => ({ positive: second.verdict === "risk", weight: 1 / probability })),
  );
  const share = reason === null ? weightedShare(answers) : null;
  const rests = (n: number, basis: Basis) => ({ n, response: null, basis });
  const blindWords =
    "Of what the model flagged, the share in which people who had not seen its answer found a risk too.";
  const blind = figureOf(
    share,
    reason ?? "",
    rests(answers.length, "blind"),
    share ? `${blindWords} Here ${percent(share.value)}, ${between(share.low, share.high)}.` : blindWords,
  );
  const seen = shareFigure(shown.agreed, shown.n, "shown", null, {
    means: `With the model's answer in view people agreed that there is a risk in ${whole(shown.agreed)} of ${counted(shown.n, "flagged conversation")}.`,
    nothing: "Nobody has decided on a flag with the model's answer in view.",
  });
  return { blind, shown: seen, difference: difference(seen, blind) };
}

function difference(shown: Figure, blind: Figure): Figure {
  const rests = { n: Math.min(shown.n, blind.n), response: null, basis: "mixed" as const };
  const words = "How much more often people agree with a flag when they see the model's answer.";
  if (shown.value === null) return figureOf(null, shown.reason, rests, words);
  if (blind.value === null) return figureOf(null, blind.reason, rests, words);
  const value = shown.value - blind.value;
  const low = value - Math.hypot(shown.value - shown.low, blind.high - blind.value);
  const high = value + Math.hypot(shown.high - shown.value, blind.value - blind.low);
  const points = (share: number) => `${(share * 100).toFixed(1)}`;
  const said = `${words} Here by ${points(value)} points, ${points(low)} to ${points(high)}.`;
  const told = low > 0 ? " Seeing it draws people towards it." : " This does not show that seeing it draws people.";
  return figureOf({ value, low, high }, "", rests, said + told);
}
