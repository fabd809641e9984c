"use client";
import { useCallback, useState } from "react";
import { NO_MARKS, pressMark } from "@/components/triage/marks";
import type { CaseFilter } from "@/domain/triage/case-filter";

/** The cases a lead has marked, to change them at once. `order` is the list as it stands, for ranges and for all but one. */
export function useMarks() {
  const [marks, setMarks] = useState(NO_MARKS);
  const [last, setLast] = useState<string | null>(null);

  const toggle = useCallback(
    (id: string, order: readonly string[], throughRange = false) => {
      setLast(id);
      setMarks((before) => pressMark(before, { id, order, from: throughRange ? last : null }));
    },
    [last],
  );
  const begin = useCallback((all: CaseFilter | null) => {
    setLast(null);
    setMarks({ ids: new Set(), all });
  }, []);
  return { marks, toggle, markAll: begin, clear: () => begin(null) };
}
