/** The filters of the case list as they stand in the address. Read by the page on the server and by the list. */
import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { type CaseFilter, LISTED_ENGINES, LISTED_STATES } from "@/domain/triage/case-filter";
import { LANGUAGES } from "@/domain/triage/language";
import { RISK_SUBJECTS, RISK_TYPES } from "@/inference/risk";

export const caseFilterParsers = {
  tier: parseAsInteger,
  type: parseAsStringLiteral(RISK_TYPES),
  subject: parseAsStringLiteral(RISK_SUBJECTS),
  state: parseAsStringLiteral(LISTED_STATES),
  /** Id of a source. */
  source: parseAsString,
  language: parseAsStringLiteral(LANGUAGES),
  /** `me`, `nobody`, or the id of a person. */
  assignee: parseAsString,
  olderThanMinutes: parseAsInteger,
  engine: parseAsStringLiteral(LISTED_ENGINES),
  /** For leads. */
  reason: parseAsStringLiteral(CASE_REASONS),
};
export const loadCaseFilters = createLoader(caseFilterParsers);

export type CaseFilters = Awaited<ReturnType<typeof loadCaseFilters>>;

const KEYS = Object.keys(caseFilterParsers) as (keyof CaseFilters)[];

/** No filter at all. */
export const NO_FILTERS = Object.fromEntries(KEYS.map((key) => [key, null])) as CaseFilters;

/** The filters in the API's words: what is not chosen is left out. A tier outside 0 to 3 counts as not chosen. */
export function chosenFilters(filters: CaseFilters): CaseFilter {
  const { tier, olderThanMinutes } = filters;
  const known = {
    ...filters,
    tier: tier !== null && tier >= 0 && tier <= 3 ? tier : null,
    olderThanMinutes: olderThanMinutes !== null && olderThanMinutes > 0 ? olderThanMinutes : null,
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
}

/** The other way: the API's words, as a view keeps them, as they stand in the address. */
export function filtersOf(chosen: CaseFilter): CaseFilters {
  return { ...NO_FILTERS, ...chosen } as CaseFilters;
}

/** Filters as the query of an address, in one order: the same filters give the same text. */
export function filterQuery(chosen: CaseFilter): string {
  const pairs = KEYS.flatMap((key) => (chosen[key] === undefined ? [] : [[key, String(chosen[key])]]));
  return new URLSearchParams(pairs).toString();
}
