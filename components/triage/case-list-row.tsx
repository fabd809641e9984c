"use client";
import { EyeOff, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { memo, type ReactNode } from "react";
import {
  REASON_LABELS,
  REASON_NOTES,
  STATE_LABELS,
  TIER_NOTES,
  tierRank,
  unscoredLabel,
} from "@/components/decide/labels";
import { serverOffsetMs } from "@/components/query/server-clock";
import { CaseRisks } from "@/components/triage/case-risks";
import { languageLabel } from "@/components/triage/filter-labels";
import { Badge } from "@/components/ui/badge";
import { BidiText } from "@/components/ui/bidi-text";
import { cn } from "@/components/ui/cn";
import { Countdown } from "@/components/ui/countdown";
import { RankMark } from "@/components/ui/rank-mark";
import { TimeAgo } from "@/components/ui/time-ago";
import { useNow } from "@/components/ui/use-now";
import type { CaseRow } from "@/domain/triage/case-row";

function Finding({ icon, children, note }: { icon: ReactNode; children: ReactNode; note: string }) {
  return (
    <span className="flex items-start gap-2 [&_svg]:mt-0.5 [&_svg]:shrink-0">
      {icon}
      <span>
        <span className="font-medium text-sm text-strong">{children}</span>{" "}
        <span className="text-muted text-sm">{note}</span>
      </span>
    </span>
  );
}

/** What the model made of it: risks, a failure to read, nothing, or an answer that this reviewer must not see. */
function WhatWasFound({ row }: { row: CaseRow }) {
  if (row.outcome === "unscored") {
    return (
      <Finding
        icon={<TriangleAlert aria-hidden size={15} className="text-warn" />}
        note={unscoredLabel(row.unscoredReason)}
      >
        Not read by the model.
      </Finding>
    );
  }
  if (row.outcome === null) {
    return (
      <Finding
        icon={<EyeOff aria-hidden size={15} className="text-muted" />}
        note="The model's answer is hidden until you have decided."
      >
        Your own reading.
      </Finding>
    );
  }
  if (row.risks.length > 0) return <CaseRisks risks={row.risks} />;
  return <span className="text-muted text-sm">The model found no risk.</span>;
}

/** Nobody is given it for a while; anybody may take it. */
function Snoozed({ until }: { until: string }) {
  const now = useNow(10_000);
  if (now !== null && Date.parse(until) <= now + serverOffsetMs()) return null;
  return (
    <span className="text-muted">
      Snoozed, <Countdown to={until} offsetMs={serverOffsetMs()} label="back in" />
    </span>
  );
}

function Due({ row, gone }: { row: CaseRow; gone: boolean }) {
  if (gone) return <span className="text-muted text-xs">No longer in this list</span>;
  const over = row.state === "decided" || row.state === "closed";
  return (
    <span className="flex items-baseline gap-x-3 text-xs md:grid md:justify-items-end md:gap-0.5">
      {!over && (
        <span className="text-sm text-strong">
          <Countdown to={row.dueAt} offsetMs={serverOffsetMs()} label="Due in" />
        </span>
      )}
      <span className={cn("max-w-40 truncate", row.holder === null ? "text-muted" : "text-default")}>
        {row.holder === null ? STATE_LABELS[row.state] : `With ${row.holder}`}
      </span>
      {row.state === "open" && row.snoozedUntil !== null && <Snoozed until={row.snoozedUntil} />}
    </span>
  );
}

export type RowPlace = {
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  /** Its number among all, and how many these are: -1 and left out where that is not known. */
  position: number | undefined;
  of: number;
  measure: (element: HTMLElement | null) => void;
};

type CaseListRowProps = {
  row: CaseRow;
  place: RowPlace;
  gone: boolean;
  selected: boolean;
  onSelect: (id: string) => void;
  /** Left out for those who may not change many cases at once. */
  onMark?: (id: string, throughRange: boolean) => void;
  marked: boolean;
};

/** One case of the list: what was found, how soon it is due, who has it. The whole row opens it. */
export const CaseListRow = memo(function CaseListRow({ row, place, gone, selected, ...props }: CaseListRowProps) {
  const { onSelect, onMark, marked } = props;
  const rank = tierRank(row.queueTier);
  return (
    <li
      ref={place.measure}
      data-case={row.id}
      data-index={place.index}
      aria-setsize={place.of}
      aria-posinset={place.position}
      style={{ transform: `translateY(${place.top}px)` }}
      className={cn(
        "absolute inset-x-0 top-0 grid scroll-my-2 grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 border-b px-4 py-3 hover:bg-hover md:grid-cols-[2.25rem_minmax(0,1fr)_auto] md:gap-x-4",
        "has-[a:focus-visible]:outline-2 has-[a:focus-visible]:-outline-offset-2 has-[a:focus-visible]:outline-focus",
        row.outcome === "unscored" && "bg-warn-soft",
        marked && "bg-accent-soft",
        selected && "bg-selected shadow-[inset_2px_0_0_var(--color-accent)]",
        gone && "opacity-55",
      )}
    >
      <span className="grid content-start gap-2 pt-0.5">
        <RankMark rank={rank} description={TIER_NOTES[rank]} />
        {onMark !== undefined && (
          <input
            type="checkbox"
            aria-label="Mark this case"
            checked={marked}
            onChange={() => {}}
            onClick={(event) => onMark(row.id, event.shiftKey)}
            className="focus-ring relative z-10 size-4 accent-accent touch:size-6"
          />
        )}
      </span>
      <div className="grid min-w-0 gap-1">
        <Link
          href={`/cases/${row.id}`}
          prefetch={false}
          data-walked=""
          aria-current={selected ? "true" : undefined}
          // A mouse click focuses too: changing the address in that moment would cancel the way to the case.
          onFocus={(event) => event.currentTarget.matches(":focus-visible") && onSelect(row.id)}
          className="outline-none after:absolute after:inset-0"
        >
          <WhatWasFound row={row} />
        </Link>
        {row.reflection !== null && (
          <BidiText text={row.reflection} className="line-clamp-2 max-w-[95ch] text-default text-sm" />
        )}
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-muted text-xs">
          <span title={REASON_NOTES[row.reason]}>{REASON_LABELS[row.reason]}</span>
          <span aria-hidden>·</span>
          <span className="max-w-56 truncate">{row.source.name}</span>
          <span aria-hidden>·</span>
          <TimeAgo at={row.openedAt} />
          {row.language !== null && row.language !== "en" && (
            <>
              <span aria-hidden>·</span>
              <span>{languageLabel(row.language)}</span>
            </>
          )}
          {row.queueTier < row.tier && <span>risen from T{row.tier}, overdue</span>}
          {row.provisional && <Badge tone="warn">Provisional</Badge>}
        </div>
      </div>
      <div className="max-md:col-start-2">
        <Due row={row} gone={gone} />
      </div>
    </li>
  );
}, sameRow);

/** A list that is read again makes new rows of the same cases: only what is seen counts. */
function sameRow(before: CaseListRowProps, after: CaseListRowProps): boolean {
  const { place: oldPlace, ...oldRest } = before;
  const { place, ...rest } = after;
  const keys = Object.keys(rest) as (keyof typeof rest)[];
  return (
    keys.every((key) => oldRest[key] === rest[key]) &&
    (Object.keys(place) as (keyof RowPlace)[]).every((key) => oldPlace[key] === place[key])
  );
}
