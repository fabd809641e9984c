/** How soon the model should answer about a conversation. Pure. */
import { tierOfRisks } from "@/domain/triage/tier";
import type { CallUrgency } from "@/inference/engines/model";
import type { Risk } from "@/inference/risk";

type Seen = { risks: readonly Pick<Risk, "severity" | "imminence">[] };

/**
 * The urgency of a conversation's calls, from what the keyword rules see in it at once and from how urgent its source is:
 * where the rules see what would be a case of tier 0, it goes before everything else; bulk goes last.
 */
export function callUrgency(rules: Seen, source: "urgent" | "normal" | "bulk"): CallUrgency {
  const tier = rules.risks.length > 0 ? tierOfRisks(rules.risks) : null;
  if (tier === 0) return "emergency";
  if (tier === 1 || source === "urgent") return "urgent";
  return source;
}
