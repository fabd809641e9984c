/** Collects the messages of conversations that come mixed together, in bounded memory. Pure. */
import { SkippedCounts } from "@/domain/ingest/transcripts/message-items";
import type { MessagesItem, TranscriptItem, TranscriptMessage } from "@/domain/ingest/transcripts/transcript-format";

const MOST_IN_ITEM = 500;
/** Over all open conversations: messages, and UTF-16 code units of text. */
const MOST_HELD = 5_000;
const MOST_TEXT_HELD = 8_000_000;

/** Messages of one conversation leave it in the order in which they came. */
export class GatheredMessages {
  readonly #open = new Map<string, MessagesItem>();
  readonly #skipped = new SkippedCounts();
  #held = 0;
  #textHeld = 0;

  /** Takes a message; gives the items that are full with it. */
  *add(conversation: MessagesItem["conversation"], message: TranscriptMessage): Generator<TranscriptItem> {
    const item = this.#open.get(conversation.id) ?? { kind: "messages", conversation, messages: [] };
    this.#open.set(conversation.id, item);
    item.messages.push(message);
    this.#held += 1;
    this.#textHeld += message.text.length;
    if (item.messages.length >= MOST_IN_ITEM) {
      this.#open.delete(conversation.id);
      this.#held -= item.messages.length;
      for (const each of item.messages) this.#textHeld -= each.text.length;
      yield item;
    } else if (this.#held >= MOST_HELD || this.#textHeld >= MOST_TEXT_HELD) yield* this.flush();
  }

  /** Counts something that is left out on purpose. */
  skip(what: string, count = 1): void {
    this.#skipped.add(what, count);
  }

  /** Gives everything that is held, at a natural end such as that of a day's file. */
  *flush(): Generator<TranscriptItem> {
    const items = [...this.#open.values()];
    this.#open.clear();
    this.#held = 0;
    this.#textHeld = 0;
    yield* items;
  }

  /** Gives what is still held, then the counts of what was skipped. */
  *end(): Generator<TranscriptItem> {
    yield* this.flush();
    yield* this.#skipped.items();
  }
}
