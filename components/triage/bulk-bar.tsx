"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { BULK_LABELS, casesText } from "@/components/triage/filter-labels";
import type { Marks } from "@/components/triage/marks";
import { Button } from "@/components/ui/button";
import type { BulkChange } from "@/domain/triage/bulk/bulk-dto";
import { BULK_AT_MOST } from "@/domain/triage/bulk/bulk-limit";
import type { CaseFilter } from "@/domain/triage/case-filter";

const BulkDialog = dynamic(() => import("@/components/triage/bulk-dialog").then((module) => module.BulkDialog));
const KINDS: readonly BulkChange["kind"][] = ["requeue", "escalate", "snooze", "raise", "close"];

type BulkBarProps = { marks: Marks; filter: CaseFilter; onMarkAll: () => void; onClear: () => void };

/** What can be done with the cases that are marked. */
export function BulkBar({ marks, filter, onMarkAll, onClear }: BulkBarProps) {
  const [kind, setKind] = useState<BulkChange["kind"] | null>(null);
  const count = marks.ids.size;
  if (count === 0 && marks.all === null) return null;
  return (
    <section
      aria-label="Marked cases"
      className="sticky bottom-0 z-20 flex flex-wrap items-center gap-2 border-t bg-raised px-4 py-2.5 shadow-float max-lg:bottom-14"
    >
      <p role="status" className="tnum mr-2 font-medium text-sm text-strong">
        {marks.all === null
          ? `${casesText(count)} marked`
          : `All that fit the filter, ${BULK_AT_MOST.toLocaleString("en")} at the most`}
      </p>
      {KINDS.map((each) => (
        <Button key={each} size="sm" onClick={() => setKind(each)}>
          {BULK_LABELS[each]}
        </Button>
      ))}
      <span className="flex-1" />
      {marks.all === null && (
        <Button size="sm" variant="quiet" onClick={onMarkAll}>
          {Object.keys(filter).length > 0 ? "Mark all that fit" : "Mark all"}
        </Button>
      )}
      <Button size="sm" variant="quiet" onClick={onClear}>
        Unmark
      </Button>
      {kind !== null && <BulkDialog kind={kind} marks={marks} onClose={() => setKind(null)} onDone={onClear} />}
    </section>
  );
}
