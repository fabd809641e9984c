/** What stands between and above the messages of a transcript. Pure. */
import type { MessageDto } from "@/domain/decide/message-dto";

/** What is new about a message since the reader last looked: it came, or it was edited or deleted. */
export type Fresh = "new" | "changed";

export type Turn = {
  message: MessageDto;
  number: number;
  startsTurn: boolean;
  fresh: Fresh | null;
  /** The first new message: a line above it says how many there are. */
  firstNew: boolean;
  /** Where the eye goes first: the first message that is new or changed. */
  firstFresh: boolean;
  day: string | null;
  /** How long, in milliseconds, nobody had said anything; null where that is no break. */
  gapMs: number | null;
};

/** What the reader has seen: a revision, and a time for what raises none (private notes), where that is known. */
export type Seen = { revision: number; at: string | null };

/** A break this long, in milliseconds, is said, and shows the name again. */
const BREAK_MS = 30 * 60 * 1000;

function timeOf(message: MessageDto): number | null {
  return message.sentAt === null ? null : Date.parse(message.sentAt);
}

/** Only its deletion arrived: nobody knows what it said, or who said it. */
export function neverArrived(message: Pick<MessageDto, "role" | "text" | "deletedAt">): boolean {
  return message.role === "system" && message.text === "" && message.deletedAt !== null;
}

function freshnessOf(message: MessageDto, seen: Seen | null): Fresh | null {
  if (seen === null) return null;
  const cameLater = seen.at !== null && Date.parse(message.receivedAt) > Date.parse(seen.at);
  if (message.revision > seen.revision || (message.isPrivateNote && cameLater)) return "new";
  return message.changedRevision !== null && message.changedRevision > seen.revision ? "changed" : null;
}

function isSameVoice(message: MessageDto, before: MessageDto | undefined): boolean {
  if (before?.role !== message.role || before.author !== message.author) return false;
  return before.isPrivateNote === message.isPrivateNote && neverArrived(before) === neverArrived(message);
}

/**
 * The messages in order, each with what has to be said before it.
 * @param seen what came or changed after this is fresh; null when nothing is
 * @param dayOf names the day of a time, in the reader's zone
 */
export function transcriptTurns(
  messages: readonly MessageDto[],
  seen: Seen | null,
  dayOf: (at: string) => string,
): Turn[] {
  const fresh = messages.map((message) => freshnessOf(message, seen));
  const [firstNewAt, firstFreshAt] = [fresh.indexOf("new"), fresh.findIndex((each) => each !== null)];
  const days = messages.map(({ sentAt }) => (sentAt === null ? null : dayOf(sentAt)));
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const day = days[index] ?? null;
    const [at, atBefore] = [timeOf(message), before ? timeOf(before) : null];
    const broken = at !== null && atBefore !== null && at - atBefore > BREAK_MS;
    const newDay = day !== null && day !== (days[index - 1] ?? null);
    const firstNew = index === firstNewAt;
    return {
      message,
      number: index + 1,
      startsTurn: !isSameVoice(message, before) || broken || newDay || firstNew,
      fresh: fresh[index] ?? null,
      firstNew,
      firstFresh: index === firstFreshAt,
      day: newDay ? day : null,
      gapMs: broken ? at - atBefore : null,
    };
  });
}

/** How many of the messages were edited or deleted since. */
export function changedCount(turns: readonly Turn[]): number {
  return turns.filter((turn) => turn.fresh === "changed").length;
}

/** How many of the messages are new. */
export function newCount(turns: readonly Turn[]): number {
  return turns.filter((turn) => turn.fresh === "new").length;
}
