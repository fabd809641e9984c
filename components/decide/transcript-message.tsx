"use client";
import { memo } from "react";
import { ROLE_LABELS } from "@/components/decide/labels";
import { MessageText } from "@/components/decide/message-text";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { MessageDto } from "@/domain/decide/message-dto";

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const FULL = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

function Clock({ at }: { at: string }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={FULL.format(time)} className="tnum">
      {CLOCK.format(time)}
    </time>
  );
}

type TranscriptMessageProps = {
  message: MessageDto;
  number: number;
  /** Begins what one person says: the name is shown. */
  startsTurn: boolean;
  isNew: boolean;
  picked: boolean;
  onPick: (messageId: string) => void;
};

/** One message of the transcript. Its checkbox shows while messages are being chosen (data-picking on the list). */
export const TranscriptMessage = memo(function TranscriptMessage(props: TranscriptMessageProps) {
  const { message, number, startsTurn, isNew, picked, onPick } = props;
  const isSpeaker = message.role === "user";
  const dim = message.deletedAt !== null || message.role === "system";
  return (
    <li
      data-message={message.id}
      className={cn(
        "relative grid grid-cols-[2.75rem_minmax(0,1fr)] gap-x-3 px-4 [contain-intrinsic-size:auto_4rem] [content-visibility:auto] md:px-6",
        startsTurn ? "pt-4 pb-1" : "py-1",
        picked && "bg-selected shadow-[inset_2px_0_0_var(--color-accent)]",
        "has-[input:focus-visible]:outline-2 has-[input:focus-visible]:-outline-offset-2 has-[input:focus-visible]:outline-focus",
      )}
    >
      <div className="grid content-start justify-items-end gap-1 pt-0.75 text-faint text-xs">
        <span className={cn("tnum group-data-[picking]:hidden", startsTurn && "leading-5")} title={`Message ${number}`}>
          {message.sentAt === null ? number : <Clock at={message.sentAt} />}
        </span>
        <label className="hidden h-5 group-data-[picking]:block after:absolute after:inset-0">
          <span className="sr-only">Message {number} shows it</span>
          <input
            type="checkbox"
            checked={picked}
            onChange={() => onPick(message.id)}
            className="relative z-1 size-4 accent-(--color-accent) outline-none"
          />
        </label>
      </div>
      <div className={cn("min-w-0 max-w-[72ch] border-l-2 pl-3", isSpeaker ? "border-accent" : "border-line")}>
        {startsTurn && (
          <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
            <span className={cn("font-semibold", isSpeaker ? "text-accent" : "text-strong")}>
              {ROLE_LABELS[message.role]}
            </span>
            {message.author !== null && (
              <bdi dir="auto" className="wrap-anywhere text-muted">
                {message.author}
              </bdi>
            )}
          </p>
        )}
        {(isNew || message.deletedAt !== null || message.editedAt !== null) && (
          <p className="flex flex-wrap gap-1.5 py-0.5">
            {isNew && <Badge tone="accent">New</Badge>}
            {message.deletedAt !== null && <Badge tone="danger">Deleted at the source</Badge>}
            {message.editedAt !== null && (
              <Badge>
                Edited <Clock at={message.editedAt} />
              </Badge>
            )}
          </p>
        )}
        <div className={dim ? "text-muted" : "text-strong"}>
          {message.text === null ? (
            <p className="text-muted text-sm italic">
              {message.damaged ? "This message cannot be opened." : "The text of this message was erased."}
            </p>
          ) : (
            <MessageText text={message.text} />
          )}
        </div>
      </div>
    </li>
  );
});
