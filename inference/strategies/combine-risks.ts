/** One list of risks from those of several judges. Pure. */
import type { FoundRisk } from "@/inference/conversation-reading";
import { imminenceRank, RISK_SUBJECTS, RISK_TYPES, type Risk, severityRank } from "@/inference/risk";

/**
 * The risks that at least `needed` judges named, by subject and type: the worst severity, the most urgent imminence and
 * all features that any of those judges gave. Where no single risk has enough votes, all that were named are kept: judges
 * who agree that something is wrong, and not on what it is, must not end in an empty list.
 *
 * @param answers the risks of each judge that counts, an empty list where it named none
 * @param readable how many judges could be read: what `agreement` is a share of; 0 where that says nothing
 * @returns worst first; empty only where no judge named a risk
 */
export function combineRisks(answers: readonly (readonly Risk[])[], needed: number, readable: number): FoundRisk[] {
  const named = kindsIn(answers).map((risks) => ({ votes: risks.length, risk: worstOf(risks) }));
  const confirmed = named.filter(({ votes }) => votes >= needed);
  return (confirmed.length > 0 ? confirmed : named)
    .map(({ votes, risk }) => ({ ...risk, agreement: readable === 0 ? null : votes / readable, messages: [] }))
    .sort(worseFirst);
}

/** Order of risks: worse severity first, then the sooner; 0 only for two of the same subject and type. */
export function worseFirst(one: Risk, other: Risk): number {
  return (
    severityRank(other.severity) - severityRank(one.severity) ||
    imminenceRank(other.imminence) - imminenceRank(one.imminence) ||
    RISK_TYPES.indexOf(one.type) - RISK_TYPES.indexOf(other.type) ||
    RISK_SUBJECTS.indexOf(one.subject) - RISK_SUBJECTS.indexOf(other.subject)
  );
}

/** What names one danger: two risks of the same subject and type are the same one. */
export function kindOf({ subject, type }: Risk): string {
  return `${subject}/${type}`;
}

/** For each subject and type what the judges said of it, one entry for each judge that named it. */
function kindsIn(answers: readonly (readonly Risk[])[]): (readonly [Risk, ...Risk[]])[] {
  const kinds = new Map<string, [Risk, ...Risk[]]>();
  for (const risks of answers) {
    for (const [kind, same] of Map.groupBy(risks, kindOf)) {
      const [first, ...others] = same;
      if (first === undefined) continue;
      const risk = worstOf([first, ...others]);
      const known = kinds.get(kind);
      if (known === undefined) kinds.set(kind, [risk]);
      else known.push(risk);
    }
  }
  return [...kinds.values()];
}

function worstOf(risks: readonly [Risk, ...Risk[]]): Risk {
  const rankOf = ({ imminence }: Risk) => imminenceRank(imminence);
  const worst = risks.reduce((one, other) => (severityRank(other.severity) > severityRank(one.severity) ? other : one));
  const soonest = risks.reduce((one, other) => (rankOf(other) > rankOf(one) ? other : one));
  const features = [...new Set(risks.flatMap((risk) => risk.features))].sort();
  return { ...worst, imminence: soonest.imminence, features };
}
