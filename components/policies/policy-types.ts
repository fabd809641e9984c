import { RISK_TYPE_LABELS } from "@/components/decide/labels";
import type { RiskType } from "@/inference/risk";

/** Beside which cases a policy stands. */
export function besideWhich(types: readonly RiskType[]): string {
  return types.length === 0 ? "Every case" : types.map((type) => RISK_TYPE_LABELS[type]).join(", ");
}
