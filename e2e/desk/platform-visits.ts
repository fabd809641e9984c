/** What each platform does on its first day: checks the address, then sends a message somebody wrote. */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Platform } from "@/domain/ingest/platforms/platform";
import { SAMPLE_DELIVERIES } from "@/domain/ingest/platforms/testing/sample-deliveries";
import { makeSecret, type SecretPair } from "@/domain/ingest/platforms/testing/sign-request";
import { storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";
import { type Connected, sendWebhook } from "@/e2e/desk/webhook-client";

/** Payloads that the platforms or others published; not part of the repository. */
const SAMPLES = path.resolve(import.meta.dirname, "../../../shared/samples");
const RECORDED: Readonly<Record<string, string>> = {
  slack: "triggerdev/slack.json",
  twilio: "triggerdev/twilio.json",
  whatsapp: "triggerdev/whatsapp.json",
  telegram: "triggerdev/telegram.json",
  intercom: "triggerdev/intercom.json",
  chatwoot: "chatwoot-docs",
  discord: "discord-docs",
};
const FORM = "application/x-www-form-urlencoded";
const anObject = z.record(z.string(), z.unknown());
const listSchema = z.array(z.object({ body: anObject }));

export type Payload = { body: string; contentType: string };

/** A secret in the form that the platform asks for, and what signs with it; null where Vigil makes it. */
export function secretFor({ schemes, secret }: Platform): SecretPair | null {
  if (secret.origin === "vigil") return null;
  const plain = [randomBytes(16).toString("hex"), randomBytes(13).toString("hex")];
  const pairs = [makeSecret(schemes[0]), ...plain.map((text) => ({ stored: text, signWith: text }))];
  const fits = pairs.find(({ stored }) => secret.pattern.test(stored));
  if (!fits) throw new Error("no secret fits the platform’s pattern");
  return fits;
}

function encode(body: Record<string, unknown>, contentType = "application/json"): Payload {
  if (contentType !== FORM) return { body: JSON.stringify(body), contentType };
  const fields = Object.entries(body).map(([name, value]) => [name, String(value)]);
  return { body: new URLSearchParams(fields).toString(), contentType };
}

function isMessageOfAUser(platform: Platform, { body, contentType }: Payload): boolean {
  try {
    const { events } = platform.understand(storedDelivery(body, contentType));
    return events.some((event) => event.kind === "new" && event.role === "user");
  } catch {
    return false;
  }
}

/** Whether the published payloads are on this machine. */
export const HAS_RECORDED = existsSync(SAMPLES);

/** The names of the platforms that there are published payloads of. */
export const RECORDED_PLATFORMS = Object.keys(RECORDED);

/** A published payload with a message that a user wrote. @throws when none of them holds one */
export function recordedPayload(platform: Platform): Payload {
  const place = path.join(SAMPLES, RECORDED[platform.name] ?? "");
  const read = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
  const bodies = place.endsWith(".json")
    ? listSchema.parse(read(place)).map(({ body }) => body)
    : readdirSync(place).map((name) => anObject.parse(read(path.join(place, name))));
  const contentType = platform.name === "twilio" ? FORM : "application/json";
  const found = bodies.map((body) => encode(body, contentType)).find((payload) => isMessageOfAUser(platform, payload));
  if (!found) throw new Error(`${place} holds no message of a user`);
  return found;
}

/** A payload of our own making with a message that a user wrote. */
export function ownPayload(platform: Platform): Payload {
  const made = (SAMPLE_DELIVERIES[platform.name] ?? []).map(({ body, contentType }) => encode(body, contentType));
  const found = made.find((payload) => isMessageOfAUser(platform, payload));
  if (!found) throw new Error(`sample-deliveries.ts holds no message of a user for ${platform.name}`);
  return found;
}

type Answer = { status: number; body: string };
type Handshake = { expected: Answer; ask: (platform: Platform, source: Connected) => Promise<Response> };

const posted = (body: object, expected: Answer, more: { at?: string; headers?: Record<string, string> } = {}) => ({
  expected,
  ask: (platform: Platform, { url, secret }: Connected) =>
    sendWebhook(platform, secret, {
      url: `${url}${more.at ?? ""}`,
      body: JSON.stringify(body),
      ...(more.headers ? { headers: more.headers } : {}),
    }),
});

/** How the platforms that do so check an address when it is entered there. */
export const HANDSHAKES: Readonly<Record<string, Handshake>> = {
  slack: posted({ type: "url_verification", challenge: "c-1" }, { status: 200, body: "c-1" }),
  intercom: posted({ type: "notification_event", topic: "ping", data: {} }, { status: 200, body: "{}" }),
  front: posted(
    { type: "sync" },
    { status: 200, body: '{"challenge":"c-2"}' },
    { headers: { "x-front-challenge": "c-2" } },
  ),
  discord: posted({ version: 1, application_id: "1", type: 0 }, { status: 204, body: "" }),
  matrix: posted({ transaction_id: "t" }, { status: 200, body: "{}" }, { at: "/_matrix/app/v1/ping" }),
};

/** Sends a message as the platform does, where it does. */
export function sendMessage(platform: Platform, source: Connected, payload: Payload): Promise<Response> {
  if (platform.name !== "matrix") return sendWebhook(platform, source.secret, { url: source.url, ...payload });
  const url = `${source.url}/_matrix/app/v1/transactions/1`;
  return sendWebhook(platform, source.secret, { url, method: "PUT", ...payload });
}
