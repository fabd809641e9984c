/** When two decisions on the same messages say the same. Pure. */
import type { StatedRisk, Verdict } from "@/domain/decide/complete-findings";

export type Concluded = { verdict: Verdict; risks: readonly StatedRisk[] };

export type Agreement = {
  /** The same verdict, and the same risks: subject and type. */
  agreed: boolean;
  /** What differs in what both see: noted for the figures, and no disagreement of itself. */
  noted: { severity: boolean; imminence: boolean };
};

const nameOf = ({ subject, type }: StatedRisk) => `${subject}:${type}`;

/** Compares what two people concluded. The order of the risks says nothing; no decision states a subject and type twice. */
export function compareConclusions(one: Concluded, other: Concluded): Agreement {
  const others = new Map(other.risks.map((risk) => [nameOf(risk), risk]));
  const pairs = one.risks.map((risk) => ({ risk, same: others.get(nameOf(risk)) }));
  const sameRisks = one.risks.length === other.risks.length && pairs.every(({ same }) => same !== undefined);
  const differs = (field: "severity" | "imminence") =>
    pairs.some(({ risk, same }) => same !== undefined && same[field] !== risk[field]);
  return {
    agreed: one.verdict === other.verdict && sameRisks,
    noted: { severity: differs("severity"), imminence: differs("imminence") },
  };
}
