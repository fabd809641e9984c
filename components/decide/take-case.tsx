"use client";
import { LeadActions } from "@/components/decide/lead-actions";
import { useTakeNext } from "@/components/decide/use-open-case";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { Button } from "@/components/ui/button";
import type { CaseDetail } from "@/domain/decide/case-detail";

type TakeCaseProps = { detail: CaseDetail; mayTakeEscalated: boolean; taking: boolean; onTake: () => void };

/** For a case that is not the reader's: takes it where that is possible, and offers the next one in any case. */
export function TakeCase({ detail, mayTakeEscalated, taking, onTake }: TakeCaseProps) {
  const next = useTakeNext();
  const free = detail.claim === null || detail.claim.mine;
  // A claim that ran out is only taken off the case by the next one that asks, so "claimed" with nobody on it is free.
  const open =
    detail.state === "open" || detail.state === "claimed" || (detail.state === "escalated" && mayTakeEscalated);
  const takeable = free && open;
  const takeNext = () => !next.isPending && next.mutate({});
  useShortcuts({ "next-case": takeNext, ...(takeable ? { open: onTake } : {}) });
  return (
    <>
      {mayTakeEscalated && <LeadActions detail={detail} />}
      {detail.state === "escalated" && !takeable && (
        <span className="text-muted text-sm max-sm:hidden">Waits for a lead</span>
      )}
      <Button
        size="sm"
        kbd={shortcutKeys("next-case")}
        loading={next.isPending}
        onClick={takeNext}
        className={takeable ? "max-sm:hidden" : undefined}
      >
        Next case
      </Button>
      {takeable && (
        <Button size="sm" variant="primary" kbd={shortcutKeys("open")} loading={taking} onClick={onTake}>
          Take this case
        </Button>
      )}
    </>
  );
}
