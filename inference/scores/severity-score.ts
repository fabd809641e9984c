/** How the model spread its belief over the four severities, at the place where it wrote one. Pure. */
import { SEVERITIES, type Severity, severityRank } from "@/inference/risk";
import {
  type Alternative,
  alternativesOf,
  indexOfTokenAt,
  mostOfUnlisted,
  type PlacedToken,
} from "@/inference/scores/token-places";

const SEVERITY_VALUE = /\sseverity=["'](mild|moderate|high|critical)["']/g;

type Spread = { severity: Record<Severity, number>; censored: boolean };

/**
 * The distribution over severities at the worst risk of a list, the first of equals.
 *
 * A severity may be cut into tokens in any way. A token that could begin several of them (`m`) is followed to the next
 * token where the model wrote it, and otherwise goes to those without a token of their own (`m` to mild beside `mod`).
 *
 * @param text the whole answer
 * @param from where its list of risks begins
 * @returns probabilities that sum to 1, and whether one of them is only a bound; null where no severity is written there
 */
export function severityScore(text: string, placed: readonly PlacedToken[], from: number): Spread | null {
  const at = placeOfWorst(text, from);
  if (at === null) return null;
  const found = new Map<Severity, number>();
  const add = (severity: Severity, probability: number) =>
    found.set(severity, (found.get(severity) ?? 0) + probability);
  let [written, mass, floor, censored] = ["", 1, 1, false];
  for (let index = indexOfTokenAt(placed, at); ; index += 1) {
    const place = placed[index];
    if (place === undefined) return null;
    const alternatives = alternativesOf(place.token);
    const before = text.slice(place.start, Math.max(place.start, at));
    const continuations = alternatives.flatMap((alternative) => continuationOf(alternative, before, written));
    const generated = written + place.token.token.slice(before.length);
    floor = Math.min(floor, mass * mostOfUnlisted(alternatives));
    for (const { value, probability, severities } of continuations) {
      if (value === generated && severities.length > 1) continue;
      const shares = severities.length > 1 ? withoutOwnToken(value, severities, continuations) : severities;
      if (shares.length > 1) censored = true;
      for (const severity of shares) add(severity, (mass * probability) / shares.length);
    }
    const followed = continuations.find(({ value, severities }) => value === generated && severities.length > 1);
    if (followed === undefined) break;
    [written, mass] = [generated, mass * followed.probability];
  }
  const probabilities = SEVERITIES.map((severity) => found.get(severity) ?? floor);
  const sum = probabilities.reduce((total, probability) => total + probability, 0);
  if (!(sum > 0)) return null;
  const [mild = 0, moderate = 0, high = 0, critical = 0] = probabilities.map((probability) => probability / sum);
  return { severity: { mild, moderate, high, critical }, censored: censored || found.size < SEVERITIES.length };
}

function placeOfWorst(text: string, from: number): number | null {
  let worst: { at: number; rank: number } | null = null;
  for (const match of text.slice(from).matchAll(SEVERITY_VALUE)) {
    const severity = SEVERITIES.find((each) => each === match[1]);
    const rank = severity === undefined ? -1 : severityRank(severity);
    const at = from + match.index + match[0].length - 1 - (match[1]?.length ?? 0);
    if (worst === null || rank > worst.rank) worst = { at, rank };
  }
  return worst?.at ?? null;
}

type Continuation = { value: string; probability: number; severities: readonly Severity[] };

/** What an alternative makes of the value so far, and the severities it can still become; nothing where it leads elsewhere. */
function continuationOf({ text, probability }: Alternative, before: string, written: string): Continuation[] {
  if (!text.startsWith(before) || text.length === before.length) return [];
  const value = written + text.slice(before.length);
  const letters = /^[a-z]*/.exec(value)?.[0] ?? "";
  const isWhole = letters.length < value.length;
  const severities = SEVERITIES.filter((each) => (isWhole ? each === letters : each.startsWith(letters)));
  return letters === "" || severities.length === 0 ? [] : [{ value, probability, severities }];
}

/** Those of the severities a short token could begin that no longer token beside it stands for. */
function withoutOwnToken(value: string, severities: readonly Severity[], beside: readonly Continuation[]): Severity[] {
  const owned = beside.filter((other) => other.value !== value && other.severities.length === 1);
  const left = severities.filter((severity) => !owned.some((other) => other.severities[0] === severity));
  return left.length > 0 ? left : [...severities];
}
