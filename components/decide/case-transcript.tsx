"use client";
import { useEffect, useMemo, useRef } from "react";
import { EarlierDrawer } from "@/components/decide/earlier-drawer";
import { ThreadPartsLine } from "@/components/decide/thread-parts";
import { Transcript } from "@/components/decide/transcript";
import { pointedAt } from "@/components/decide/transcript-looks";
import type { Seen } from "@/components/decide/transcript-turns";
import { pressPlace } from "@/components/keyboard/press-place";
import { Button } from "@/components/ui/button";
import { TimeAgo } from "@/components/ui/time-ago";
import type { CaseDetail } from "@/domain/decide/case-detail";
import { revealHiddenCharacters } from "@/lib/text/hidden-characters";

type CaseTranscriptProps = {
  detail: CaseDetail;
  /** The claim that the reader has on the case: whoever takes it begins at the top of the page again, by keyboard. */
  claimToken: string | null;
  seen: Seen | null;
  since: string;
  /** What messages are being chosen for, or null. */
  pickingFor: string | null;
  picked: ReadonlySet<string>;
  onPick: (messageId: string) => void;
  onDone: () => void;
};

/** The transcript with its heading: the part of the page that a reviewer is here for. */
export function CaseTranscript(props: CaseTranscriptProps) {
  const { detail, claimToken, seen, since, pickingFor, picked, onPick, onDone } = props;
  const { conversation, messages } = detail;
  const heading = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLElement>(null);
  const hiddenCount = useMemo(
    () =>
      messages.reduce(
        (sum, { text, earlier, later }) =>
          [...earlier, text ?? "", ...later].reduce(
            (count, words) => count + revealHiddenCharacters(words).hiddenCount,
            sum,
          ),
        0,
      ),
    [messages],
  );

  const earlier = useMemo(() => <EarlierDrawer caseId={detail.id} />, [detail.id]);
  const pointed = useMemo(() => pointedAt(detail.classification), [detail.classification]);
  const focusedFor = useRef<string | null | undefined>(undefined);
  useEffect(() => {
    if (focusedFor.current === claimToken) return;
    focusedFor.current = claimToken;
    // Whoever types already keeps the box: the rest of a word must not fall on the keys of the page.
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && pressPlace(activeElement) === "typing") return;
    heading.current?.focus({ preventScroll: true });
  }, [claimToken]);

  useEffect(() => {
    if (seen === null) return;
    box.current?.querySelector("[data-fresh-from]")?.scrollIntoView({ block: "start" });
  }, [seen]);

  return (
    <section ref={box} aria-labelledby="case-heading" className="min-w-0 lg:overflow-y-auto lg:border-r">
      <header className="grid gap-1 px-4 pt-5 md:px-6">
        <h1
          ref={heading}
          id="case-heading"
          tabIndex={-1}
          className="wrap-anywhere font-semibold text-strong text-xl tracking-tight outline-none"
        >
          Conversation from {conversation.source.name}
        </h1>
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-muted text-xs">
          <span className="tnum">
            {messages.length.toLocaleString("en")} {messages.length === 1 ? "message" : "messages"}
          </span>
          <span>
            received <TimeAgo at={conversation.receivedAt} />
          </span>
          <span className="tnum">revision {detail.revision}</span>
          {conversation.externalId !== null && (
            <bdi className="wrap-anywhere font-mono text-2xs">{conversation.externalId}</bdi>
          )}
          <ThreadPartsLine of={conversation} />
          {hiddenCount > 0 && (
            <span className="tnum font-medium text-warn">
              {hiddenCount.toLocaleString("en")} hidden {hiddenCount === 1 ? "character" : "characters"}
            </span>
          )}
        </p>
      </header>
      {pickingFor !== null && (
        <div
          role="status"
          className="sticky top-25 z-10 mt-3 flex items-center justify-between gap-3 border-accent border-y bg-accent-soft px-4 py-2 text-sm md:px-6 lg:top-0"
        >
          <span className="min-w-0 text-strong">Choose the messages that show {pickingFor}.</span>
          <Button size="sm" variant="primary" onClick={onDone}>
            Done
          </Button>
        </div>
      )}
      {messages.length === 0 ? (
        <p className="px-4 py-8 text-muted text-sm md:px-6">This conversation holds no messages.</p>
      ) : (
        <Transcript
          messages={messages}
          seen={seen}
          since={since}
          picking={pickingFor !== null}
          picked={picked}
          onPick={onPick}
          pointed={pointed}
          // What is new comes before where one was.
          placeKey={seen === null ? detail.id : null}
          tools={earlier}
          language={conversation.language}
        />
      )}
    </section>
  );
}
