/** What Vigil knows of a chat platform. One file per platform fills this in; all.ts lists them. */
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import type { ReceivedRequest, Scheme } from "@/domain/ingest/platforms/scheme";

export type Platform = {
  /** As in `/api/webhooks/{platform}/{sourceId}`. */
  name: string;
  /** As people call it. */
  label: string;
  /** Further names by which it may be asked for. */
  aliases?: readonly string[];
  /** Any one that holds is enough. A request that none can be tried on is refused. */
  schemes: readonly [Scheme, ...Scheme[]];
  /** Largest body in bytes; 1 MB unless said. */
  maxBytes?: number;
  secret: SecretRules;
  setup: Setup;
  /**
   * Answers what is not a delivery: a verified POST or PUT that only checks the address. Null: it is a delivery.
   * @param body the parsed JSON, or form fields as an object; undefined when it is neither
   */
  handshake?(request: ReceivedRequest, body: unknown): Reply | null;
  /** Answers a GET, which some platforms send to check the address. `verifyToken` is the one shown on the sources page. */
  answerGet?(url: URL, verifyToken: string): Reply;
  /** What stays the same when the platform sends a delivery again; null when it says nothing of the kind: its bytes then count. */
  deliveryKey(request: ReceivedRequest, body: unknown): string | null;
  /**
   * The messages in a delivery. Pure.
   * @throws NotUnderstood when it should hold one and cannot be read: it is kept, and an admin is told
   */
  understand(delivery: StoredDelivery): Understood;
  /**
   * What the platform wants to hear once the delivery is durable, and again for a repetition; 200 and `{}` unless said.
   * A function where that depends on the delivery, of which `body` is what readBody made.
   */
  reply?: Reply | ((body: unknown) => Reply);
  /** The answer to a wrong signature, where the platform insists on one; 401 unless said. */
  refusal?: Reply;
};

export type SecretRules = {
  /** Who makes it up. `vigil`: a new one is made and shown once. `platform`: the admin copies it from there. */
  origin: "vigil" | "platform";
  /** What the platform calls it, such as "Signing secret". */
  label: string;
  /** Where it is found or goes, in one sentence. */
  hint: string;
  /** Its form; anything else is refused when it is entered. */
  pattern: RegExp;
  /** Set when it has several lines (a PEM key). */
  multiline?: true;
  /** Makes a new one, for `origin: "vigil"`. */
  generate?(): string;
};

/**
 * A secret that the platform makes: printable and at least 5 characters. No narrower, because vendors change how theirs
 * look without notice; a wrong one shows at the first event.
 */
export const PLATFORM_SECRET = /^(?!vigilurl_)[\x21-\x7e][\x20-\x7e]{3,498}[\x21-\x7e]$/;

/** How to connect it, in the order of work. `{url}`, `{secret}` and `{verifyToken}` are filled in on the page. */
export type Setup = {
  steps: readonly string[];
  /** Something to copy as a whole, such as the JSON of a trigger. */
  template?: { label: string; text: string };
  /** What this connection cannot see, such as deletions. */
  limits?: readonly string[];
};

export type Reply = { status: number; contentType?: string; body?: string };

/** What was stored of a delivery: enough to read it again at any time. */
export type StoredDelivery = { body: Uint8Array; contentType: string | null; receivedAt: Date };

export type Understood = {
  /** The platform's own word for what happened, such as "message_created"; never content. */
  topic: string;
  /** In their order; empty when the delivery is about something else, and `ignored` then says what, never content. */
  events: MessageEvent[];
  ignored?: string;
  /** Something an admin should know although it was understood, such as that the platform dropped events. */
  warning?: string;
};

/** Thrown by `understand`. The reason is shown to admins: it says what is wrong with the form, and holds no content. */
export class NotUnderstood extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = "NotUnderstood";
  }
}
