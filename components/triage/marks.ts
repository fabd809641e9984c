/** Which cases of the queue are marked, to change them at once. Pure. */
import type { CaseFilter } from "@/domain/triage/case-filter";

/** Cases that were marked one by one, or all that fit the filter. */
export type Marks = { ids: ReadonlySet<string>; all: CaseFilter | null };

export const NO_MARKS: Marks = { ids: new Set(), all: null };

type Press = {
  id: string;
  /** The list as it stands. */
  order: readonly string[];
  /** Where the last mark was set, for a range from there; null for none. */
  from: string | null;
};

/**
 * The marks after one case was pressed. Where all were marked it is the one that is left out, and what stays marked are the
 * others of the list as it stands: what has not been loaded cannot be told one by one.
 */
export function pressMark({ ids, all }: Marks, { id, order, from }: Press): Marks {
  const next = new Set(all === null ? ids : order);
  const [start, end] = [from === null ? -1 : order.indexOf(from), order.indexOf(id)];
  const range = start !== -1 && end !== -1 ? order.slice(Math.min(start, end), Math.max(start, end) + 1) : [];
  if (all !== null) for (const each of [id, ...range]) next.delete(each);
  else if (range.length > 0) for (const each of range) next.add(each);
  else if (!next.delete(id)) next.add(id);
  return { ids: next, all: null };
}
