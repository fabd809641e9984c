import type { FoundRisk } from "@/inference/conversation-reading";
import { type Imminence, imminenceRank, type Severity, severityRank } from "@/inference/risk";
import type { Signal } from "./judge-match";

/** One risk with what the reflection needs to know of how it was found. */
export type CollectedRisk = { risk: FoundRisk; timeNamed: boolean };

// Light signals count together only where they stand near each other; a long text gathers some of everything.
const LIGHT_REACH = 15;
const ENOUGH = 1;
const MAX_FEATURES = 6;

/** Light signals without those that overlap another of their rule: two readings of the same words are one thought. */
function distinctThoughts(signals: readonly Signal[]): Signal[] {
  const kept: Signal[] = [];
  const byPlace = Map.groupBy(signals, ({ at, key }) => `${at} ${key}`);
  for (const group of byPlace.values()) {
    let end = 0;
    for (const signal of group.toSorted((a, b) => a.start - b.start)) {
      if (signal.start < end) continue;
      kept.push(signal);
      end = signal.end;
    }
  }
  return kept;
}

/** The heaviest sum of differently worded light signals within reach of each other; `signals` in the order of the text. */
function heaviestCluster(signals: readonly Signal[]): number {
  const thoughts = distinctThoughts(signals);
  let first = 0;
  let heaviest = 0;
  for (const [last, { at }] of thoughts.entries()) {
    while (at - (thoughts[first]?.at ?? at) > LIGHT_REACH) first += 1;
    const weights = new Map(
      thoughts.slice(first, last + 1).map(({ key, words, weight }) => [`${key} ${words}`, weight]),
    );
    heaviest = Math.max(
      heaviest,
      [...weights.values()].reduce((sum, weight) => sum + weight, 0),
    );
  }
  return heaviest;
}

function worst(signals: readonly Signal[]): { severity: Severity; imminence: Imminence } {
  return {
    severity: signals.map(({ severity }) => severity).reduce((a, b) => (severityRank(b) > severityRank(a) ? b : a)),
    imminence: signals
      .map(({ imminence }) => imminence)
      .reduce((a, b) => (imminenceRank(b) > imminenceRank(a) ? b : a)),
  };
}

/** Signals as risks, one per subject and type: the worst severity and the soonest imminence of those that count. */
export function collectRisks(signals: readonly Signal[]): CollectedRisk[] {
  const groups = Map.groupBy(signals, ({ subject, type }) => `${subject} ${type}`);
  const risks = [...groups.values()].flatMap((group): CollectedRisk[] => {
    const strong = group.filter(({ weight }) => weight >= ENOUGH);
    const first = group[0];
    if (first === undefined) return [];
    if (strong.length === 0 && heaviestCluster(group) < ENOUGH) return [];
    const counted = strong.length > 0 ? strong : group;
    const features = [...new Set(group.flatMap(({ feature }) => (feature === null ? [] : [feature])))].slice(
      0,
      MAX_FEATURES,
    );
    const { severity, imminence } = worst(counted);
    const messages = [...new Set(counted.map(({ message }) => message))].toSorted((a, b) => a - b);
    const { subject, type } = first;
    const risk: FoundRisk = { subject, type, severity, imminence, features, agreement: null, messages };
    return [{ risk, timeNamed: group.some(({ timeNamed }) => timeNamed) }];
  });
  return risks.toSorted((a, b) => severityRank(b.risk.severity) - severityRank(a.risk.severity));
}
