/** A simulated year with its truth: what came, what the model said, and what the real rules drew. The same for a seed. */
import { createSecretKey, type KeyObject } from "node:crypto";
import { createRandom, type Random } from "@/domain/measure/statistics/random";
import { drawBinomial } from "@/domain/measure/statistics/variates";
import { valueIn, WEEKS, type YearPlan } from "@/domain/measure/testing/year-plan";
import { inclusionProbability } from "@/domain/triage/sampling/sampling-rates";
import { type ClearFacts, type Stratum, stratumOf } from "@/domain/triage/sampling/strata";
import { chanceOf } from "@/lib/crypto/chance";

/** Conversations of a week that are alike. `atRisk` is the truth, which nobody at the desk knows. */
export type FlaggedGroup = { side: "flagged"; week: number; atRisk: boolean; tier: number; n: number };
export type ClearGroup = {
  side: "clear";
  week: number;
  atRisk: boolean;
  stratum: Stratum;
  probability: number;
  drawn: boolean;
  n: number;
};
export type YearGroup = FlaggedGroup | ClearGroup;

/** How many of `n` fall to each of some shares that add up to one. */
function shareOut(random: Random, n: number, shares: readonly number[]): number[] {
  let [left, rest] = [n, 1];
  return shares.map((share, i) => {
    const taken = i === shares.length - 1 ? left : drawBinomial(random, left, Math.min(1, share / rest));
    left -= taken;
    rest -= share;
    return taken;
  });
}

/** What the strata are told by, of one unflagged conversation. */
export function drawFacts(random: Random, { hints }: YearPlan, atRisk: boolean): ClearFacts {
  const { tripwire, split, keyword } = atRisk ? hints.risk : hints.none;
  return { tripwire: random() < tripwire, split: random() < split, keyword: random() < keyword };
}

const anything = ({ tripwire, split, keyword }: ClearFacts) => tripwire || split || keyword;

/** As `drawFacts`, of one that is known to show something. */
function drawSomeFacts(random: Random, plan: YearPlan): ClearFacts {
  for (;;) {
    const facts = drawFacts(random, plan, false);
    if (anything(facts)) return facts;
  }
}

/** Where draws are made: the secret, and ids nobody chose. */
type Draws = { key: KeyObject; nextId: () => string };
type Where = { week: number; sourceId: string };

/** Counts groups that are alike together. */
function gather() {
  const groups = new Map<string, ClearGroup>();
  const add = (group: ClearGroup) => {
    const name = `${group.atRisk} ${group.stratum} ${group.probability} ${group.drawn}`;
    const known = groups.get(name);
    if (known) known.n += group.n;
    else groups.set(name, group);
  };
  return { groups, add };
}

/**
 * The unflagged of one source and week. Each that holds a risk, and each that shows anything, is sorted by `stratumOf` and
 * drawn by `chanceOf` on its own id. Of those that hold no risk and show nothing only their number matters, and how many of
 * it are drawn has the binomial distribution: that is drawn in one.
 */
function drawClear(
  random: Random,
  plan: YearPlan,
  { key, nextId }: Draws,
  { week, sourceId, missed, others }: Where & { missed: number; others: number },
): ClearGroup[] {
  const { groups, add } = gather();
  const rates = plan.ratesIn(week);
  const from = (stratum: Stratum) => inclusionProbability(rates, { stratum, sourceId, language: null });
  const one = (atRisk: boolean, facts: ClearFacts) => {
    const stratum = stratumOf(facts);
    const probability = from(stratum);
    const drawn = chanceOf(key, nextId()) < probability;
    add({ side: "clear", week, atRisk, stratum, probability, drawn, n: 1 });
  };
  for (let i = 0; i < missed; i += 1) one(true, drawFacts(random, plan, true));
  const { tripwire, split, keyword } = plan.hints.none;
  const telling = drawBinomial(random, others, 1 - (1 - tripwire) * (1 - split) * (1 - keyword));
  for (let i = 0; i < telling; i += 1) one(false, drawSomeFacts(random, plan));
  const probability = from("rest");
  const read = drawBinomial(random, others - telling, probability);
  const rest = { side: "clear", week, atRisk: false, stratum: "rest", probability } as const;
  add({ ...rest, drawn: true, n: read });
  add({ ...rest, drawn: false, n: others - telling - read });
  return [...groups.values()];
}

function drawWeek(random: Random, plan: YearPlan, draws: Draws, week: number): YearGroup[] {
  const number = (at: number) => Math.floor((plan.conversations * at) / WEEKS);
  const bySource = shareOut(
    random,
    number(week + 1) - number(week),
    plan.sources.map(({ share }) => share),
  );
  return bySource.flatMap((n, i) => {
    const atRisk = drawBinomial(random, n, valueIn(plan.prevalence, week));
    const found = drawBinomial(random, atRisk, valueIn(plan.sensitivity, week));
    const alarms = drawBinomial(random, n - atRisk, plan.falseAlarms);
    const flagged = (count: number, truth: boolean): FlaggedGroup[] =>
      shareOut(random, count, plan.tiers[truth ? "risk" : "none"]).map((inTier, tier) => {
        return { side: "flagged", week, atRisk: truth, tier, n: inTier };
      });
    const rest = { missed: atRisk - found, others: n - atRisk - alarms };
    const clear = drawClear(random, plan, draws, { week, sourceId: plan.sources[i]?.id ?? "", ...rest });
    return [...flagged(found, true), ...flagged(alarms, false), ...clear];
  });
}

/** A year of a seed: its groups, week by week. */
export function drawYear(seed: string, plan: YearPlan): YearGroup[] {
  const random = createRandom(`year/${seed}`);
  let made = 0;
  const draws: Draws = { key: createSecretKey(Buffer.from(`secret of ${seed}`)), nextId: () => `${seed}/${made++}` };
  return Array.from({ length: WEEKS }, (_, week) => drawWeek(random, plan, draws, week)).flat();
}

/** The recall that nobody at the desk knows: of the conversations with a risk, the share that was flagged. */
export function trueRecall(groups: readonly YearGroup[]): number {
  const count = (side: YearGroup["side"]) =>
    groups.reduce((sum, group) => sum + (group.atRisk && group.side === side ? group.n : 0), 0);
  return count("flagged") / (count("flagged") + count("clear"));
}
