"use client";
import { useState, useSyncExternalStore } from "react";
import { holdArrivals } from "@/components/triage/hold-arrivals";
import { ROWS_KEPT } from "@/components/triage/query-options";
import type { CaseRow } from "@/domain/triage/case-row";

export type SteadyRow = { row: CaseRow; gone: boolean };

/** From here on, in CSS pixels, the page counts as scrolled. */
const SCROLLED_PX = 120;

function onScroll(listener: () => void) {
  window.addEventListener("scroll", listener, { passive: true });
  return () => window.removeEventListener("scroll", listener);
}

function useScrolled(): boolean {
  return useSyncExternalStore(
    onScroll,
    () => window.scrollY > SCROLLED_PX,
    () => false,
  );
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

type Kept = {
  newest: readonly CaseRow[];
  order: string[];
  rows: ReadonlyMap<string, CaseRow>;
  /** Whether there was more of the queue above what is shown. */
  above: boolean;
};

const NOTHING: Kept = { newest: [], order: [], rows: new Map(), above: false };

/**
 * The rows to show, held still while somebody reads (see holdArrivals).
 * @param newest rows as the server orders them
 * @param selected whether a row is selected
 * @param more whether there is more of the queue above and below these rows
 */
export function useSteadyList(
  newest: readonly CaseRow[],
  selected: boolean,
  more: { above: boolean; below: boolean } = { above: false, below: false },
) {
  const scrolled = useScrolled();
  const [kept, setKept] = useState<Kept>(NOTHING);
  const ids = newest.map((row) => row.id);
  const loaded = { wasAbove: kept.above, ...more, most: ROWS_KEPT };
  const list = holdArrivals(kept.order, ids, selected || scrolled, loaded);
  const rows =
    kept.newest === newest ? kept.rows : new Map([...kept.rows, ...newest.map((row) => [row.id, row] as const)]);
  // Kept while rendering, not in an effect: the row that a key selects next must be the one on the screen.
  if (kept.newest !== newest || !sameIds(kept.order, list.shown)) {
    const known = new Set([...list.shown, ...ids]);
    setKept({
      newest,
      order: list.shown,
      rows: new Map([...rows].filter(([id]) => known.has(id))),
      above: more.above,
    });
  }
  const gone = new Set(list.gone);
  const shown: SteadyRow[] = list.shown.flatMap((id) => {
    const row = rows.get(id);
    return row ? [{ row, gone: gone.has(id) }] : [];
  });
  return {
    shown,
    heldCount: list.held.length,
    goneCount: list.gone.length,
    showAll: () => setKept({ newest, order: ids, rows, above: more.above }),
  };
}
