/** Addresses of the measure pages. Pure. */
import { cellWords, type MeasureCell } from "@/domain/measure/figures/measure-cell";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";

const NAMES = ["from", "to", "source", "language", "model", "strategy", "tier", "visibility"] as const;

/** A page's address with the filter, and with what else that page takes. */
export function measurePath(
  path: string,
  filter: MeasureFilter,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const name of NAMES) if (filter[name] !== undefined) query.set(name, String(filter[name]));
  for (const [name, value] of Object.entries(more)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Where the conversations of a cell are listed. */
export function cellPath(filter: MeasureFilter, ...cell: MeasureCell): string {
  return measurePath("/measure/cases", filter, { cell: cellWords(...cell) });
}

/** Whether anything is filtered. */
export function isFiltered(filter: MeasureFilter): boolean {
  return NAMES.some((name) => filter[name] !== undefined);
}
