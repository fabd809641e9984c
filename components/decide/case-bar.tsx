"use client";
import { ArrowLeft, Clock, Moon } from "lucide-react";
import type { ReactNode } from "react";
import { HandOn } from "@/components/decide/hand-on";
import { REASON_LABELS, REASON_NOTES, STATE_LABELS, TIER_NOTES, tierRank } from "@/components/decide/labels";
import type { ClaimLease } from "@/components/decide/use-claim-lease";
import type { Ending, EndingDetails } from "@/components/decide/use-end-claim";
import { WhoIsHere } from "@/components/decide/who-is-here";
import { withKeys } from "@/components/keyboard/shortcuts";
import { serverOffsetMs } from "@/components/query/server-clock";
import { Badge } from "@/components/ui/badge";
import { Countdown } from "@/components/ui/countdown";
import { LinkButton } from "@/components/ui/link-button";
import { RankMark } from "@/components/ui/rank-mark";
import type { CaseDetail } from "@/domain/decide/case-detail";

type CaseBarProps = {
  detail: CaseDetail;
  lease: ClaimLease;
  /** Whether the case is in the reader's hands, as far as this page knows. */
  held: boolean;
  /** "Take this case", where that is possible. */
  take: ReactNode;
  busy: boolean;
  onEnd: (ending: Ending, details?: EndingDetails) => void;
  onEscalate: () => Promise<void>;
};

/** The head of the case: why it is here, how soon it is due, and in whose hands it is. */
export function CaseBar({ detail, lease, held, take, busy, onEnd, onEscalate }: CaseBarProps) {
  const rank = tierRank(detail.queueTier);
  const over = detail.state === "decided" || detail.state === "closed";
  const holder = detail.claim && !detail.claim.mine ? detail.claim.holder : null;
  return (
    <div className="sticky top-12 z-20 flex min-h-13 items-center gap-x-3 border-b bg-canvas px-2 py-1.5 md:px-4 lg:static">
      <LinkButton
        href="/triage"
        variant="quiet"
        size="sm"
        aria-label={withKeys("Back to triage", "step-back")}
        title={withKeys("Back to triage", "step-back")}
        className="px-1.5"
      >
        <ArrowLeft aria-hidden size={16} />
      </LinkButton>
      <RankMark rank={rank} description={TIER_NOTES[rank]} />
      <span title={REASON_NOTES[detail.reason]} className="truncate font-medium text-sm text-strong">
        {REASON_LABELS[detail.reason]}
      </span>
      {over ? (
        <Badge>{STATE_LABELS[detail.state]}</Badge>
      ) : (
        <span className="flex items-center gap-1.5 whitespace-nowrap text-default text-xs">
          <Clock aria-hidden size={13} className="max-sm:hidden" />
          <Countdown to={detail.dueAt} offsetMs={serverOffsetMs()} label="Due in" />
        </span>
      )}
      {detail.snoozedUntil !== null && !held && (
        <span className="flex items-center gap-1.5 whitespace-nowrap text-muted text-xs max-md:hidden">
          <Moon aria-hidden size={13} />
          Set aside, another
          <Countdown to={detail.snoozedUntil} offsetMs={serverOffsetMs()} label="Set aside for another" />
        </span>
      )}
      <div className="ml-auto flex items-center gap-2">
        <WhoIsHere caseId={detail.id} holder={holder} />
        {held && lease.expiresAt !== null && (
          <>
            <span
              title="Your claim is renewed while this page is open and visible"
              className="flex items-center gap-1.5 whitespace-nowrap text-muted text-xs"
            >
              <span aria-hidden className="size-1.5 rounded-full bg-accent" />
              <span className="font-medium text-strong max-sm:sr-only">Yours</span>
              <Countdown
                to={lease.expiresAt}
                offsetMs={serverOffsetMs()}
                label="Your claim lasts another"
                className="max-sm:hidden"
              />
            </span>
            <LinkButton href="#decision" size="sm" className="lg:hidden">
              Decide
            </LinkButton>
            <HandOn detail={detail} disabled={busy} onEnd={onEnd} onEscalate={onEscalate} />
          </>
        )}
        {!held && holder !== null && <span className="max-w-48 truncate text-sm">With {holder}</span>}
        {!held && take}
      </div>
    </div>
  );
}
