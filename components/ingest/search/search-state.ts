/** How far a search for words has come, as the page keeps it. Pure. */
import type { ContentFound, ContentSearchInput } from "@/domain/decide/search/content-search";

/** Conversations shown before the page stops and asks whether to look on. */
const PAGE_SIZE = 50;

export type Search = {
  input: ContentSearchInput;
  steps: number;
  items: ContentFound["items"];
  looked: number;
  of: number;
  unopened: number;
  nextCursor: string | null;
  /** It looks on by itself until it has found so many. */
  wanted: number;
};

/**
 * `all`: everything was looked through. `full`: so many were found that the page waits. `stopped`: somebody left off, or a
 * step failed. Only after `all` is nothing found an answer.
 */
export type SearchPhase = "looking" | "stopped" | "full" | "all";

/** A search before its first step. */
export function beginSearch(input: ContentSearchInput): Search {
  return { input, steps: 0, items: [], looked: 0, of: 0, unopened: 0, nextCursor: null, wanted: PAGE_SIZE };
}

/** With what one more step found. */
export function addStep(search: Search, { items, looked, of, unopened, nextCursor }: ContentFound): Search {
  return {
    ...search,
    steps: search.steps + 1,
    items: [...search.items, ...items],
    looked,
    of,
    unopened: search.unopened + unopened,
    nextCursor,
  };
}

/** The same, to go on after it had stopped: for as many more as a page holds. */
export function goOn(search: Search): Search {
  return { ...search, wanted: search.items.length + PAGE_SIZE };
}

/** Whether everything was looked through. */
function isOver({ steps, nextCursor }: Search): boolean {
  return steps > 0 && nextCursor === null;
}

/** Whether it looks on by itself. */
export function needsMore(search: Search): boolean {
  return !isOver(search) && search.items.length < search.wanted;
}

/** Null where not even the first step was answered. @param isLooking whether a step is on its way */
export function phaseOf(search: Search, isLooking: boolean): SearchPhase | null {
  if (isOver(search)) return "all";
  if (isLooking) return "looking";
  if (search.steps === 0) return null;
  return search.items.length >= search.wanted ? "full" : "stopped";
}

const number = (count: number) => count.toLocaleString("en");
const conversations = (count: number) => `${number(count)} ${count === 1 ? "conversation" : "conversations"}`;
const hold = (count: number) => (count === 1 ? "holds" : "hold");

/** What the search has come to, in a sentence or two. Never "none" before everything was looked through. */
export function searchWords(search: Search, phase: SearchPhase): string {
  const { items, looked, of } = search;
  const found = items.length;
  const part = `${number(looked)} of ${conversations(of)}`;
  const soFar = found === 0 ? "none found so far" : `${number(found)} found so far`;
  if (phase === "looking") return looked === 0 ? "Looking." : `Looking: ${part} looked through, ${soFar}.`;
  if (phase === "full")
    return `${conversations(found)} found in the newest ${number(looked)} of ${number(of)}. There may be more.`;
  if (phase === "stopped") return `Stopped: ${part} looked through, ${soFar}. The rest has not been looked at.`;
  if (of === 0) return "There are no conversations to look through.";
  const all = of === 1 ? "The only one there is was looked through." : `All ${number(of)} were looked through.`;
  return found === 0
    ? `No conversation holds these words. ${all}`
    : `${conversations(found)} ${hold(found)} these words. ${all}`;
}

/** What could not be looked into; null where everything opened. */
export function unopenedWords({ unopened }: Search): string | null {
  if (unopened === 0) return null;
  const messages = unopened === 1 ? "One message is" : `${number(unopened)} messages are`;
  return `${messages} damaged and could not be looked into. The words may be there.`;
}
