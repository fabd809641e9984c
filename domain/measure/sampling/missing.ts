/** What the samples cannot say yet, in sentences. Pure. */
import type { SamplingStratum } from "@/domain/measure/sampling/sampling-dto";
import type { SamplingRates } from "@/domain/triage/sampling/sampling-rates";

type Standing = { strata: readonly SamplingStratum[]; readByRules: number; rates: SamplingRates };

const NAMES: Readonly<Record<string, string>> = {
  tripwire: "“Tripwire”",
  split: "“Split”",
  keyword: "“Keywords”",
  rest: "“The rest”",
  all: "what was drawn before there were strata",
};

const many = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

function ofStratum({ stratum, conversations, drawn, reviewed, setAside, waiting }: SamplingStratum): string[] {
  const name = NAMES[stratum] ?? stratum;
  if (conversations === 0) return [];
  const said: string[] = [];
  if (drawn === 0)
    said.push(
      `Nothing of ${name} was drawn, though it holds ${many(conversations, "conversation")}: nobody knows what is missed there, and so recall is not known.`,
    );
  else if (reviewed === 0)
    said.push(
      `Of ${name} nobody has read a sample yet (${many(waiting, "sample")} waiting): recall is not known until then.`,
    );
  if (setAside > 0)
    said.push(
      `${many(setAside, "sample")} of ${name} ${setAside === 1 ? "was" : "were"} closed without an answer. They are missing, and count as missing.`,
    );
  return said;
}

/** One sentence for each thing that keeps the misses from being known; none where nothing is missing. */
export function whatIsMissing({ strata, readByRules, rates }: Standing): string[] {
  const total = strata.reduce((sum, { conversations }) => sum + conversations, 0);
  const said = strata.flatMap(ofStratum);
  const waiting = strata.reduce((sum, each) => sum + each.waiting, 0);
  if (waiting > 0)
    said.push(
      `${many(waiting, "sample")} ${waiting === 1 ? "waits" : "wait"} for a person. Until then figures rest on fewer.`,
    );
  if (rates.rest === 0)
    said.push(
      "The rate of “The rest” is 0: of what is read clear from now on, nothing plain is drawn, and recall cannot be known.",
    );
  if (readByRules > 0)
    said.push(
      `${many(readByRules, "conversation")} ${readByRules === 1 ? "was" : "were"} read clear by the offline rules alone. They are drawn once a model has read them; until then nobody knows what is missed there.`,
    );
  if (total === 0 && readByRules === 0) said.push("Nothing has been read clear yet, so that nothing could be drawn.");
  return said;
}
