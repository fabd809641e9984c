import type { ClaimLease } from "@/components/decide/use-claim-lease";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { hasCode, problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** What there is that the page does not show yet. */
export type Newer = "messages" | "reading" | "decision";

/** How each is said, here and where a decision was refused because of it. */
export const NEWER = {
  messages: {
    title: "The conversation has gone on",
    what: "Messages have arrived, or were edited or deleted, since you opened this case. Read them before you decide; what you filled in stays.",
    action: "Show what is new",
  },
  reading: {
    title: "The reading of this case has changed",
    what: "Another reading stands on this case now. Look at it before you decide; what you filled in stays.",
    action: "Show the new reading",
  },
  decision: {
    title: "This decision has moved on",
    what: "It cannot be corrected as it was when you opened it. Look at how the case stands now; what you filled in stays.",
    action: "Show how it stands",
  },
} as const satisfies Record<Newer, object>;

type CaseNoticesProps = {
  lease: ClaimLease;
  /** Why the claim is over, where it ended without the reviewer's doing. */
  lost: Error | null;
  /** The decision was saved, although no answer came; what is on record is being read. */
  arrived: boolean;
  newer: Newer | null;
  loading: boolean;
  onShowNewer: () => void;
  onTakeAgain: () => void;
  onReload: () => void;
  onNext: () => void;
};

function whoHasIt(error: Error): string {
  if (!hasCode(error, "LEASE_LOST")) return problemText(error);
  const { holder, state } = error.problem.current ?? {};
  if (holder) return `${holder} has this case now.`;
  return state === "open" ? "The case waits in the queue again." : problemText(error);
}

/** A claim that a lead has ended says who did; one that ran out says that it did. */
function lostTitle(error: Error): string {
  const current = hasCode(error, "LEASE_LOST") ? error.problem.current : undefined;
  return current?.end === "taken_over" && current.holder
    ? `${current.holder} took this case over`
    : "Your claim on this case has ended";
}

/** What has changed about the case while it was open, and what can be done. What was filled in is never touched. */
export function CaseNotices(props: CaseNoticesProps) {
  const { lease, lost, arrived, newer, loading, onShowNewer, onTakeAgain, onReload, onNext } = props;
  if (arrived) {
    return (
      <Callout
        tone="ok"
        live="assertive"
        title="Your decision is saved"
        className="rounded-none border-x-0 border-t-0"
        actions={
          <>
            <Button size="sm" kbd={shortcutKeys("show-newer")} loading={loading} onClick={onReload}>
              Show what is on record
            </Button>
            <Button size="sm" kbd={shortcutKeys("next-case")} onClick={onNext}>
              Next case
            </Button>
          </>
        }
      >
        Its answer was lost on the way. What was sent first is on record; if that is not what you mean, correct it
        there.
      </Callout>
    );
  }
  if (lost) {
    return (
      <Callout
        tone="danger"
        live="assertive"
        title={lostTitle(lost)}
        className="rounded-none border-x-0 border-t-0"
        actions={
          <>
            <Button size="sm" variant="primary" kbd={shortcutKeys("open")} loading={loading} onClick={onTakeAgain}>
              Take it again
            </Button>
            <Button size="sm" kbd={shortcutKeys("show-newer")} onClick={onReload}>
              Reload
            </Button>
            <Button size="sm" kbd={shortcutKeys("next-case")} onClick={onNext}>
              Next case
            </Button>
          </>
        }
      >
        {whoHasIt(lost)} Nothing was saved. What you filled in is kept, and is here again if you take the case.
      </Callout>
    );
  }
  if (newer) {
    return (
      <Callout
        tone="info"
        live="assertive"
        title={NEWER[newer].title}
        className="rounded-none border-x-0 border-t-0"
        actions={
          <Button size="sm" variant="primary" kbd={shortcutKeys("show-newer")} loading={loading} onClick={onShowNewer}>
            {NEWER[newer].action}
          </Button>
        }
      >
        {NEWER[newer].what}
      </Callout>
    );
  }
  if (lease.trouble) {
    return (
      <Callout
        tone="warn"
        live="polite"
        title="The desk does not answer"
        className="rounded-none border-x-0 border-t-0"
      >
        {problemText(lease.trouble)} Your claim runs on until its time is up, and is renewed as soon as the desk
        answers.
      </Callout>
    );
  }
  return null;
}
