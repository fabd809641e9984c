/** What stands between and above the messages of a transcript. Pure. */
import type { MessageDto } from "@/domain/decide/message-dto";

export type Turn = {
  message: MessageDto;
  number: number;
  startsTurn: boolean;
  isNew: boolean;
  firstNew: boolean;
  day: string | null;
};

/** A break this long, in milliseconds, shows the name again. */
const BREAK_MS = 30 * 60 * 1000;

function timeOf(message: MessageDto): number | null {
  return message.sentAt === null ? null : Date.parse(message.sentAt);
}

/**
 * The messages in order, each with what has to be said before it.
 * @param seenRevision messages that came after this revision of the conversation are new; null when none is
 * @param dayOf names the day of a time, in the reader's zone
 */
export function transcriptTurns(
  messages: readonly MessageDto[],
  seenRevision: number | null,
  dayOf: (at: string) => string,
): Turn[] {
  const isNew = (message: MessageDto) => seenRevision !== null && message.revision > seenRevision;
  const firstNewAt = messages.findIndex(isNew);
  const days = messages.map(({ sentAt }) => (sentAt === null ? null : dayOf(sentAt)));
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const day = days[index] ?? null;
    const sameVoice = before?.role === message.role && before.author === message.author;
    const [at, atBefore] = [timeOf(message), before ? timeOf(before) : null];
    const broken = at !== null && atBefore !== null && at - atBefore > BREAK_MS;
    const newDay = day !== null && day !== (days[index - 1] ?? null);
    const firstNew = index === firstNewAt;
    return {
      message,
      number: index + 1,
      startsTurn: !sameVoice || broken || newDay || firstNew,
      isNew: isNew(message),
      firstNew,
      day: newDay ? day : null,
    };
  });
}

/** How many of the messages are new. */
export function newCount(turns: readonly Turn[]): number {
  return turns.filter((turn) => turn.isNew).length;
}
