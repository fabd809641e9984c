/** What a reading says about itself, in words: where a risk was seen, who agreed, and what was not read. Pure. */
import type { ClassificationDto } from "@/inference/classification-dto";
import { MODEL_FAILURES } from "@/inference/risk";

/** A message as the transcript numbers it, from 1. */
export type Place = { id: string; number: number };
/** Numbers of the messages in the transcript, by id. */
export type MessageNumbers = ReadonlyMap<string, number>;

type Facts = Pick<
  ClassificationDto,
  "engine" | "incomplete" | "judges" | "outcome" | "suspected" | "unscoredReason" | "windows"
>;

/** The messages that have a number, in the order of the transcript. One that is not in it is left out. */
export function placesOf(messageIds: readonly string[], numbers: MessageNumbers): Place[] {
  const places = messageIds.flatMap((id) => {
    const number = numbers.get(id);
    return number === undefined ? [] : [{ id, number }];
  });
  return places.sort((one, other) => one.number - other.number);
}

/**
 * How many judges named a risk. Only the share is kept, so a count is given where just one count fits it, and else the
 * share itself: of nine judges, two thirds can be 2 of 3, 4 of 6 or 6 of 9 that answered.
 * @param share 0 to 1, of the judges that gave a readable answer; null where one was asked
 * @param judges how many were to vote
 */
export function agreementText(share: number | null, judges: number | null): string | null {
  if (share === null) return null;
  if (share >= 1) return "named by every judge that answered";
  const most = judges ?? 0;
  const fits = Array.from({ length: most }, (_, index) => index + 1).filter((count) => {
    const named = share * count;
    return Math.abs(named - Math.round(named)) < 1e-6;
  });
  const [answered] = fits;
  if (answered !== undefined && fits.length === 1) return `${Math.round(share * answered)} of ${answered} judges`;
  return `${Math.round(share * 100)}% of the judges that answered`;
}

/** In how many parts a conversation was read; null where it was read whole. */
export function partsText(windows: Facts["windows"]): string | null {
  if (windows.length < 2) return null;
  const reused = windows.filter((window) => window.reused).length;
  const taken = reused === 0 ? "" : `, ${reused} taken over from before`;
  return `Read in ${windows.length} parts${taken}`;
}

/** Which messages a part covers: "messages 5 to 17". */
export function stretchText(window: Facts["windows"][number], numbers: MessageNumbers): string {
  const [first, last] = [numbers.get(window.firstMessageId), numbers.get(window.lastMessageId)];
  if (first === undefined || last === undefined) return "messages that are not shown here";
  return first === last ? `message ${first}` : `messages ${first} to ${last}`;
}

/** What was not read although risks were found elsewhere; null where everything was read. */
export function unreadText(reading: Facts, numbers: MessageNumbers): string | null {
  if (!reading.incomplete) return null;
  const unread = reading.windows.filter(({ outcome }) => outcome === "unscored");
  const named = [...new Set(unread.map((window) => stretchText(window, numbers)))];
  return `Part of this conversation could not be read${named.length === 0 ? "" : `: ${named.join(", ")}`}.`;
}

/** Who saw the risks of an unscored reading, for a heading; null where nobody saw any. */
export function suspectedBy(reading: Facts): string | null {
  if (reading.outcome !== "unscored" || reading.suspected.length === 0) return null;
  if (reading.engine === "offline") return "Not scored. The offline rules saw:";
  if (reading.unscoredReason === "judges_undecided") return "Not scored. Some judges saw:";
  const isAway = MODEL_FAILURES.some((reason) => reason === reading.unscoredReason);
  if (!isAway) return "Not scored. An answer that could not be used named:";
  return reading.judges === null ? "Not scored. The rules saw:" : "Not scored. The rules or some judges saw:";
}
