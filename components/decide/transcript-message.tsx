"use client";
import { Trash2 } from "lucide-react";
import { memo } from "react";
import { ROLE_LABELS } from "@/components/decide/labels";
import { MessageMarks, PrivateNoteLabel } from "@/components/decide/message-marks";
import { MessageText } from "@/components/decide/message-text";
import { MessageTime } from "@/components/decide/message-time";
import { OtherTexts } from "@/components/decide/other-texts";
import type { MessageLook } from "@/components/decide/transcript-looks";
import { type Fresh, neverArrived } from "@/components/decide/transcript-turns";
import { Veil } from "@/components/decide/veil";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { MessageDto } from "@/domain/decide/message-dto";

/** Who says it, above the first of what they say. */
function Voice({ message }: { message: MessageDto }) {
  const { role, author } = message;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
      <span className={cn("font-semibold", role === "user" ? "text-accent" : "text-strong")}>{ROLE_LABELS[role]}</span>
      {author !== null && (
        <bdi dir="auto" className="wrap-anywhere text-muted">
          {author}
        </bdi>
      )}
    </p>
  );
}

/** What it says, or said at the moment that the case looks at; below that what it said since and before. */
function Words({ message, look }: { message: MessageDto; look: Partial<MessageLook> }) {
  const { text, damaged, earlier, later, editedAt } = message;
  if (text === null) {
    return (
      <p className="text-muted text-sm italic">
        {damaged ? "This message cannot be opened." : "The text of this message was erased."}
      </p>
    );
  }
  return (
    <>
      <MessageText text={text} language={look.language} hits={look.hits} current={look.current} />
      {later.length > 0 && <OtherTexts texts={later} label="What it says since" />}
      {earlier.length > 0 && (
        <OtherTexts texts={earlier} label={editedAt === null ? "Other wording" : "What it said before"} />
      )}
      {damaged && <p className="text-muted text-sm italic">An earlier version of this message cannot be opened.</p>}
      {!damaged && earlier.length === 0 && later.length === 0 && editedAt !== null && (
        <p className="text-muted text-xs">What it said before is not on this desk.</p>
      )}
    </>
  );
}

/** In the place of a message of which only the deletion arrived. */
function NeverArrived({ message, fresh }: { message: MessageDto; fresh: Fresh | null }) {
  return (
    <p className="flex gap-1.5 text-muted text-sm">
      <Trash2 aria-hidden size={14} className="mt-0.75 shrink-0" />
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        <span>A message was deleted before it reached this desk</span>
        {message.deletedAt !== null && <MessageTime at={message.deletedAt} beside={null} />}
        {fresh !== null && <Badge tone="accent">New</Badge>}
      </span>
    </p>
  );
}

type TranscriptMessageProps = Partial<MessageLook> & {
  message: MessageDto;
  number: number;
  /** Begins what one person says: the name is shown. */
  startsTurn: boolean;
  fresh: Fresh | null;
  /** Where the page goes first. */
  firstFresh: boolean;
  picked: boolean;
  onPick: (messageId: string) => void;
  onUnveil?: (messageId: string) => void;
};

const BOX = {
  user: "border-accent border-l-2 pl-3",
  others: "border-line border-l-2 pl-3",
  note: "rounded-md border border-line-strong border-dashed bg-sunken px-3 py-2",
};

/** One message of the transcript. Its checkbox shows while messages are being chosen (data-picking on the list). */
export const TranscriptMessage = memo(function TranscriptMessage(props: TranscriptMessageProps) {
  const { message, number, startsTurn, fresh, firstFresh, picked, onPick, onUnveil } = props;
  const { hits, current = null, pointedFor = null, veiled = false, language = null } = props;
  const lost = neverArrived(message);
  const dim = message.deletedAt !== null || message.role === "system" || message.isPrivateNote;
  return (
    <li
      data-message={message.id}
      data-fresh-from={firstFresh ? "" : undefined}
      data-pointed={pointedFor === null ? undefined : ""}
      data-note={message.isPrivateNote ? "" : undefined}
      className={cn(
        "relative grid grid-cols-[2.75rem_minmax(0,1fr)] gap-x-3 px-4 [contain-intrinsic-size:auto_4rem] [content-visibility:auto] md:px-6",
        startsTurn ? "pt-4 pb-1" : "py-1",
        picked && "bg-selected shadow-[inset_2px_0_0_var(--color-accent)]",
        "scroll-mt-28 lg:scroll-mt-4",
        "focus:bg-selected focus:outline-2 focus:-outline-offset-2 focus:outline-focus",
        "has-[input:focus-visible]:outline-2 has-[input:focus-visible]:-outline-offset-2 has-[input:focus-visible]:outline-focus",
      )}
    >
      <div className="grid content-start justify-items-end gap-1 pt-0.75 text-faint text-xs">
        <span className={cn("tnum group-data-[picking]:hidden", startsTurn && "leading-5")} title={`Message ${number}`}>
          {message.sentAt === null ? number : <MessageTime at={message.sentAt} />}
        </span>
        {!lost && (
          <label className="hidden h-5 group-data-[picking]:block after:absolute after:inset-0">
            <span className="sr-only">Message {number} shows it</span>
            <input
              type="checkbox"
              checked={picked}
              onChange={() => onPick(message.id)}
              className="relative z-1 size-4 accent-(--color-accent) outline-none"
            />
          </label>
        )}
      </div>
      <div
        className={cn(
          "min-w-0 max-w-[72ch]",
          message.isPrivateNote ? BOX.note : message.role === "user" ? BOX.user : BOX.others,
        )}
      >
        {lost ? (
          <NeverArrived message={message} fresh={fresh} />
        ) : (
          <>
            {message.isPrivateNote && <PrivateNoteLabel />}
            {startsTurn && <Voice message={message} />}
            <MessageMarks message={message} fresh={fresh} pointedFor={pointedFor} />
            <div className={dim ? "text-muted" : "text-strong"}>
              <Veil on={veiled} number={number} onUnveil={() => onUnveil?.(message.id)}>
                <Words message={message} look={{ hits, current, language }} />
              </Veil>
            </div>
          </>
        )}
      </div>
    </li>
  );
});
