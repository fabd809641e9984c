/** With what probability a conversation that was read clear is drawn. Pure. */
import type { SettingValue } from "@/domain/settings/definitions";
import type { Stratum } from "@/domain/triage/sampling/strata";

export type SamplingRates = SettingValue<"sampling">;
/** What a rate can depend on: nothing that the conversation says. */
export type SampledFrom = { stratum: Stratum; sourceId: string; language: string | null };

/** The highest of the overrides that name its source or its language; null where none does. */
function overrideFor(overrides: SamplingRates["overrides"], { sourceId, language }: SampledFrom): number | null {
  const named = overrides.filter(({ by, key }) => key === (by === "source" ? sourceId : language));
  return named.length === 0 ? null : Math.max(...named.map(({ rate }) => rate));
}

/**
 * The inclusion probability, 0 to 1. A tripwire is always drawn. An override takes the place of the rate of `rest`; of
 * `split` and `keyword`, where misses are likelier, it can only raise it. Of a source's and a language's the higher wins.
 */
export function inclusionProbability(rates: SamplingRates, from: SampledFrom): number {
  if (from.stratum === "tripwire") return 1;
  const override = overrideFor(rates.overrides, from);
  if (from.stratum === "rest") return override ?? rates.rest;
  return Math.max(rates[from.stratum], override ?? 0);
}
