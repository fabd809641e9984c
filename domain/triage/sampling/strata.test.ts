import { describe, expect, test } from "vitest";
import { inclusionProbability, type SamplingRates } from "@/domain/triage/sampling/sampling-rates";
import { type Stratum, stratumOf } from "@/domain/triage/sampling/strata";

describe("the stratum of a conversation that was read clear", () => {
  test.each<[tripwire: boolean, split: boolean, keyword: boolean, stratum: Stratum]>([
    [false, false, false, "rest"],
    [false, false, true, "keyword"],
    [false, true, false, "split"],
    [false, true, true, "split"],
    [true, false, false, "tripwire"],
    [true, true, true, "tripwire"],
  ])("tripwire %s, split %s, keyword %s: %s", (tripwire, split, keyword, stratum) => {
    expect(stratumOf({ tripwire, split, keyword })).toBe(stratum);
  });
});

describe("its inclusion probability", () => {
  const rates: SamplingRates = {
    split: 0.3,
    keyword: 0.1,
    rest: 0.01,
    overrides: [
      { by: "source", key: "small", rate: 0.2 },
      { by: "language", key: "nl", rate: 0.05 },
      { by: "source", key: "quiet", rate: 0 },
    ],
  };
  test.each<[stratum: Stratum, sourceId: string, language: string | null, probability: number]>([
    ["tripwire", "any", null, 1],
    ["tripwire", "quiet", null, 1],
    ["split", "any", "en", 0.3],
    ["keyword", "any", "en", 0.1],
    ["rest", "any", "en", 0.01],
    ["rest", "any", null, 0.01],
    // An override takes the place of the rate of the rest, also with a lower one …
    ["rest", "small", "en", 0.2],
    ["rest", "any", "nl", 0.05],
    ["rest", "quiet", "en", 0],
    // … the higher of two wins …
    ["rest", "small", "nl", 0.2],
    ["rest", "quiet", "nl", 0.05],
    // … and where misses are likelier it only raises.
    ["keyword", "small", "en", 0.2],
    ["split", "small", "en", 0.3],
    ["split", "quiet", "en", 0.3],
  ])("%s, source %s, language %s: %s", (stratum, sourceId, language, probability) => {
    expect(inclusionProbability(rates, { stratum, sourceId, language })).toBe(probability);
  });
});
