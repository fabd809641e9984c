/** What every format does with its messages: pieces of a bounded size, and no file that turns out empty. Pure. */
import {
  type MessagesItem,
  type TranscriptItem,
  type TranscriptMessage,
  TranscriptRefused,
} from "@/domain/ingest/transcripts/transcript-format";

const MOST_MESSAGES = 500;

/** The messages of one conversation as items of at most 500. None for no messages. */
export function* messageItems(
  conversation: MessagesItem["conversation"],
  messages: readonly TranscriptMessage[],
): Generator<MessagesItem> {
  for (let from = 0; from < messages.length; from += MOST_MESSAGES)
    yield { kind: "messages", conversation, messages: messages.slice(from, from + MOST_MESSAGES) };
}

/** Passes the items of a reader on. @throws TranscriptRefused at the end when no message was among them */
export async function* requireMessages(items: AsyncIterable<TranscriptItem>): AsyncGenerator<TranscriptItem> {
  let messages = 0;
  let rejected = 0;
  for await (const item of items) {
    if (item.kind === "messages") messages += item.messages.length;
    if (item.kind === "rejected") rejected += 1;
    yield item;
  }
  if (messages > 0) return;
  const why = rejected > 0 ? `: ${rejected} ${rejected === 1 ? "record" : "records"} could not be used` : "";
  throw new TranscriptRefused(`No message was found in the file${why}. Check that it is the right file and format.`);
}

/** Counts what is left out, for one `skipped` item of each kind at the end. */
export class SkippedCounts {
  readonly #counts = new Map<string, number>();

  add(what: string, count = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  *items(): Generator<TranscriptItem> {
    for (const [what, count] of this.#counts) yield { kind: "skipped", what, count };
  }
}
