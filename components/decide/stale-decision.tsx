"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { NEWER, type Newer } from "@/components/decide/case-notices";
import type { Draft } from "@/components/decide/draft";
import { conclusion, whatIsMissing } from "@/components/decide/draft-findings";
import {
  actionLabel,
  CERTAINTY_LABELS,
  OUTCOME_LABELS,
  ROLE_LABELS,
  riskInWords,
  unscoredLabel,
} from "@/components/decide/labels";
import { MessageText } from "@/components/decide/message-text";
import { isNothingNewer, type NewerState } from "@/components/decide/newer-state";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { problemText } from "@/components/query/fetch-json";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { SkeletonLines } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";

/** New messages that are shown here; the transcript has them all. */
const SHOWN = 3;

function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 content-start gap-1.5 rounded-md border bg-panel px-3 py-2.5">
      <h3 className="eyebrow">{title}</h3>
      {children}
    </section>
  );
}

function Mine({ draft }: { draft: Draft }) {
  const missing = whatIsMissing(draft);
  return (
    <Column title="What you filled in">
      <p className="font-medium text-sm text-strong">
        {missing[0] === undefined ? conclusion(draft) : missing[0].text}
      </p>
      <p className="text-muted text-xs">
        {CERTAINTY_LABELS[draft.certainty]} · {actionLabel(draft.action)}
      </p>
      {draft.note.trim() !== "" && <BidiText text={draft.note} className="border-l-2 pl-2 text-default text-sm" />}
      <p className="text-muted text-xs">It was not saved, and stays as it is in the form.</p>
    </Column>
  );
}

function Reading({ reading }: { reading: NonNullable<NewerState["reading"]> }) {
  const says =
    reading.outcome === "unscored"
      ? unscoredLabel(reading.unscoredReason)
      : reading.risks.length === 0
        ? `${OUTCOME_LABELS.none}.`
        : reading.risks.map(riskInWords).join("; ");
  return (
    <p className="text-sm">
      <span className="text-muted">Another reading: </span>
      <span className="text-strong">{says}</span>
    </p>
  );
}

function Theirs({ newer, veiled }: { newer: NewerState; veiled: boolean }) {
  const { arrived, changed, reading, decisions } = newer;
  return (
    <Column title="How it stands now">
      {decisions.map((decision) => (
        <p key={decision.id} className="text-sm">
          <span className="font-medium text-strong">{decision.reviewer ?? "Somebody else"}</span> decided:{" "}
          {decision.verdict === "risk" ? "risk present" : "no risk present"}, {actionLabel(decision.action)},{" "}
          <TimeAgo at={decision.decidedAt} />
        </p>
      ))}
      {reading !== null && <Reading reading={reading} />}
      {arrived.length > 0 && (
        <p className="tnum text-sm">
          {arrived.length === 1 ? "One new message" : `${arrived.length.toLocaleString("en")} new messages`}
        </p>
      )}
      {!veiled &&
        arrived.slice(0, SHOWN).map(({ id, role, text }) => (
          <div key={id} className="border-accent border-l-2 pl-2">
            <p className="text-muted text-xs">{ROLE_LABELS[role]}</p>
            {text === null ? <p className="text-muted text-sm italic">No text.</p> : <MessageText text={text} />}
          </div>
        ))}
      {!veiled && arrived.length > SHOWN && (
        <p className="text-muted text-xs">The others are marked in the conversation.</p>
      )}
      {changed > 0 && (
        <p className="tnum text-sm">
          {changed === 1 ? "One message was" : `${changed} messages were`} edited or deleted
        </p>
      )}
      {isNothingNewer(newer) && (
        <p className="text-muted text-sm">
          Nothing that you may see is different. Look at it as it is now, and save again.
        </p>
      )}
    </Column>
  );
}

type StaleDecisionProps = {
  draft: Draft;
  /** What moved on; null where it is whose case it is. */
  what: Newer | null;
  /** Why it was refused, where what moved on does not say it. */
  why: string | null;
  /** How it stands now; null while that is being read. */
  newer: NewerState | null;
  problem: Error | null;
  veiled: boolean;
  /** null where the case is in other hands. */
  onShow: (() => void) | null;
  onRetry: () => void;
};

/** A decision that was not saved because the case has moved on: what was filled in, beside how the case stands now. */
export function StaleDecision({ draft, what, why, newer, problem, veiled, onShow, onRetry }: StaleDecisionProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      aria-labelledby="stale-heading"
      className="max-h-[55dvh] overflow-y-auto border-info-line border-b bg-info-soft px-4 py-3 md:px-6"
    >
      <div className="flex flex-wrap items-center justify-between gap-2 pb-2.5">
        <h2 ref={heading} id="stale-heading" tabIndex={-1} className="font-semibold text-base text-strong outline-none">
          {what === null ? "What you filled in, and how the case stands now" : NEWER[what].title}
        </h2>
        {newer !== null && onShow !== null && (
          <Button size="sm" variant="primary" kbd={shortcutKeys("show-newer")} onClick={onShow}>
            {NEWER[what ?? "messages"].action}
          </Button>
        )}
      </div>
      {why !== null && <p className="pb-2.5 text-default text-sm">{why}</p>}
      <div className="grid gap-3 md:grid-cols-2">
        <Mine draft={draft} />
        {newer !== null ? (
          <Theirs newer={newer} veiled={veiled} />
        ) : problem === null ? (
          <SkeletonLines className="p-3" label="Reading how the case stands now" />
        ) : (
          <Column title="How it stands now">
            <p role="alert" className="text-danger text-sm">
              It could not be read: {problemText(problem)}
            </p>
            <Button size="sm" className="w-fit" onClick={onRetry}>
              Try again
            </Button>
          </Column>
        )}
      </div>
    </section>
  );
}
