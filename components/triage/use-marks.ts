"use client";
import { useCallback, useState } from "react";
import type { CaseFilter } from "@/domain/triage/case-filter";

/** Cases that were marked one by one, or all that fit the filter. */
export type Marks = { ids: ReadonlySet<string>; all: CaseFilter | null };

const NONE: Marks = { ids: new Set(), all: null };

/** The cases a lead has marked, to change them at once. `order` is the list as it stands, for ranges. */
export function useMarks() {
  const [marks, setMarks] = useState<Marks>(NONE);
  const [last, setLast] = useState<string | null>(null);

  const toggle = useCallback(
    (id: string, order: readonly string[], throughRange = false) => {
      setLast(id);
      setMarks(({ ids }) => {
        const next = new Set(ids);
        const [from, to] = [last === null ? -1 : order.indexOf(last), order.indexOf(id)];
        if (throughRange && from !== -1 && to !== -1)
          for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each);
        else if (!next.delete(id)) next.add(id);
        return { ids: next, all: null };
      });
    },
    [last],
  );
  return {
    marks,
    toggle,
    markAll: (filter: CaseFilter) => setMarks({ ids: new Set(), all: filter }),
    clear: () => setMarks(NONE),
  };
}
