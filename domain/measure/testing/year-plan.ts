/**
 * What a simulated year is made of: how common risks are, what the model misses, what is drawn and who answers. Invented,
 * and of the size of a desk with a million conversations. Pure.
 */
import type { SamplingRates } from "@/domain/triage/sampling/sampling-rates";
import type { ClearFacts } from "@/domain/triage/sampling/strata";

export const WEEKS = 52;

/** A number that grows or falls evenly from the first week to the last. */
type Drift = { first: number; last: number };
/** Chances that an unflagged conversation shows each of what the strata are told by. */
type Hints = Readonly<Record<keyof ClearFacts, number>>;

export type YearPlan = {
  conversations: number;
  /** Share of them by source; each source has its id. */
  sources: readonly { id: string; share: number }[];
  prevalence: Drift;
  /** The model's: of the conversations with a risk, how many it flags. */
  sensitivity: Drift;
  /** Of those without one, how many it flags. */
  falseAlarms: number;
  hints: { risk: Hints; none: Hints };
  /** Shares of tiers 0 to 3 among flags with a risk and without, and how many flags of each are decided in the end. */
  tiers: { risk: readonly number[]; none: readonly number[]; decided: readonly number[] };
  /** The rates in force in a week: an admin changes them in the course of the year. */
  ratesIn: (week: number) => SamplingRates;
  /** Of what is drawn in a week, how much somebody has answered by the end of the year. */
  answeredOf: (week: number) => number;
  /** Of the misses that were not drawn, how many somebody comes upon all the same. */
  cameUpon: number;
  /** Of what shows nothing and was not drawn, how much a team reads by hand; of the flags left undecided, how many have no tier. */
  byHand?: number;
};

/** How often people are right, where there is a risk and where there is none. */
export type People = { sensitivity: number; specificity: number };

export const valueIn = ({ first, last }: Drift, week: number): number => first + ((last - first) * week) / (WEEKS - 1);

const SMALLEST = "0192f000-0000-7000-8000-000000000003";
const FIRST_RATES: SamplingRates = {
  split: 0.25,
  keyword: 0.1,
  rest: 0.01,
  overrides: [{ by: "source", key: SMALLEST, rate: 0.03 }],
};

/**
 * A year in which the model grows worse as risks grow commoner: it flags 92 % of them at first and 80 % at last. The desk
 * begins with the rates of a new installation and a higher one for its smallest source, and doubles that of the rest in July.
 */
export const YEAR: YearPlan = {
  conversations: 1_000_000,
  sources: [
    { id: "0192f000-0000-7000-8000-000000000001", share: 0.7 },
    { id: "0192f000-0000-7000-8000-000000000002", share: 0.22 },
    { id: SMALLEST, share: 0.08 },
  ],
  prevalence: { first: 0.01, last: 0.018 },
  sensitivity: { first: 0.92, last: 0.8 },
  falseAlarms: 0.01,
  hints: {
    risk: { tripwire: 0.002, split: 0.35, keyword: 0.45 },
    none: { tripwire: 0.0002, split: 0.005, keyword: 0.03 },
  },
  tiers: { risk: [0.1, 0.3, 0.4, 0.2], none: [0.02, 0.13, 0.45, 0.4], decided: [1, 1, 0.98, 0.92] },
  ratesIn: (week) => (week < WEEKS / 2 ? FIRST_RATES : { ...FIRST_RATES, rest: 0.02 }),
  answeredOf: () => 0.9,
  cameUpon: 0.02,
};

/** People as they may be: one risk in twelve overlooked, one in two hundred seen where there is none. */
export const PEOPLE: People = { sensitivity: 0.92, specificity: 0.995 };
export const FAULTLESS: People = { sensitivity: 1, specificity: 1 };
