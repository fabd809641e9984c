/** What a reading says, without a word of it. Pure. */
import { type Level, type ReadingCost, worstSeverity } from "@/domain/measure/labelled-case";
import type { EngineReading } from "@/inference/engines/engine";
import type { EngineCall } from "@/inference/engines/model";
import type { Outcome, RiskType } from "@/inference/risk";

/** `level` is the worst severity named, and null where it was not read. */
export type ReadingFacts = { got: Outcome; types: readonly RiskType[]; level: Level | null; cost: ReadingCost };

function tokens(calls: readonly EngineCall[], count: "promptTokens" | "completionTokens"): number | null {
  const known = calls.map((call) => call[count]).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** The facts of a reading. Another reader that stood in says nothing about the one that is measured: that is unscored. */
export function readingFacts({ reading, calls, latencyMs, provisional, engine }: EngineReading): ReadingFacts {
  const isStandIn = provisional && engine !== "offline";
  const got = isStandIn ? "unscored" : reading.outcome;
  const risks = got === "risk" && reading.outcome === "risk" ? reading.risks : [];
  return {
    got,
    types: [...new Set(risks.map(({ type }) => type))],
    level: got === "unscored" ? null : (worstSeverity(risks.map(({ severity }) => severity)) ?? "none"),
    cost: {
      calls: calls.length,
      promptTokens: tokens(calls, "promptTokens"),
      completionTokens: tokens(calls, "completionTokens"),
      latencyMs,
    },
  };
}

/** Whether the model was away, so that the reading says nothing about its worth and is to be made again. */
export function wasAway({ reading, provisional, engine }: EngineReading): boolean {
  if (reading.outcome === "unscored" && reading.reason === "model_unreachable") return true;
  return provisional && engine !== "offline";
}
