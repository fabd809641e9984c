/** What WhatsApp, Messenger and Instagram have in common: Meta's Graph webhooks. */
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import {
  PLATFORM_SECRET,
  type Platform,
  type Reply,
  type SecretRules,
  type StoredDelivery,
  type Understood,
} from "@/domain/ingest/platforms/platform";
import { requireBody } from "@/domain/ingest/platforms/read-body";
import { readEach } from "@/domain/ingest/platforms/read-each";
import { platformId, readFields } from "@/domain/ingest/platforms/read-fields";

/** Meta's deliveries hold many entries. */
export const META_MAX_BYTES = 3 * 1024 * 1024;

export const META_SCHEMES: Platform["schemes"] = [
  {
    kind: "hmac",
    algorithm: "sha256",
    encoding: "hex",
    header: "x-hub-signature-256",
    prefix: "sha256=",
    template: "{body}",
    key: "utf8",
  },
];

export const META_SECRET: SecretRules = {
  origin: "platform",
  label: "App secret",
  hint: "In the app dashboard at developers.facebook.com under App settings, Basic.",
  pattern: PLATFORM_SECRET,
};

/**
 * Answers the GET by which Meta checks an address: the bare challenge when the token is ours
 * (developers.facebook.com/docs/graph-api/webhooks/getting-started).
 */
export function answerMetaGet(url: URL, verifyToken: string): Reply {
  const asked = url.searchParams;
  const challenge = asked.get("hub.challenge");
  const isOurs = asked.get("hub.mode") === "subscribe" && sameText(asked.get("hub.verify_token") ?? "", verifyToken);
  if (!isOurs || challenge === null) return { status: 403 };
  return { status: 200, contentType: "text/plain", body: challenge };
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return b.byteLength > 0 && a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

const envelope = z.looseObject({ object: z.string(), entry: z.array(z.looseObject({ id: platformId.optional() })) });
export type MetaEntry = z.output<typeof envelope>["entry"][number];

/**
 * All messages of a delivery.
 * @param object what the delivery is about, such as "page"; others are ignored
 * @param partsOf the parts of an entry that may hold a message; it gets the path of the entry
 * @param readPart the events of one; empty when it holds none
 */
export function understandMeta<Part>(
  delivery: StoredDelivery,
  object: string,
  partsOf: (entry: MetaEntry, at: string) => readonly Part[],
  readPart: (part: Part) => readonly MessageEvent[],
): Understood {
  const body = readFields(envelope, requireBody(delivery.body, delivery.contentType));
  if (body.object !== object) return { topic: body.object, events: [], ignored: "another product of Meta" };
  const parts = body.entry.flatMap((entry, index) => partsOf(entry, `entry.${index}`));
  const read = readEach(parts, readPart);
  return { topic: object, ...read, ...(read.events.length === 0 ? { ignored: "states and other events" } : {}) };
}
