import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { countRefusal } from "@/domain/ingest/count-refusals";
import { storableId } from "@/domain/ingest/incoming-message";
import { insertDelivery } from "@/domain/ingest/insert-delivery";
import { findPlatform } from "@/domain/ingest/platforms/all";
import type { Reply } from "@/domain/ingest/platforms/platform";
import { readBody } from "@/domain/ingest/platforms/read-body";
import type { ReceivedRequest, Scheme } from "@/domain/ingest/platforms/scheme";
import { verifySignature } from "@/domain/ingest/platforms/verify-signature";
import { deliveryPlace } from "@/domain/ingest/source-places";
import { findWebhookSource, verifyTokenOf, type WebhookSource } from "@/domain/ingest/webhook-source";
import { sealBytes } from "@/lib/crypto/seal";
import { loadEnv } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { loggableError } from "@/lib/http/loggable-error";
import { readBytes } from "@/lib/http/read-input";
import { newId } from "@/lib/ids/new-id";
import { log } from "@/lib/log/log";

const DEFAULT_MAX_BYTES = 1024 * 1024;
const DEFAULT_REPLY: Reply = { status: 200, contentType: "application/json", body: "{}" };
const DEFAULT_REFUSAL: Reply = {
  status: 401,
  contentType: "application/json",
  body: '{"error":"the signature does not hold"}',
};
const sourceIdSchema = z.uuid();

/**
 * Takes one request to a webhook address: checks that it is the platform's, stores its bytes and answers. Nothing else is
 * done here; a worker turns the delivery into messages. When this returns a 2xx for a delivery, it is durable, once.
 * @throws NOT_FOUND, TOO_LARGE, TOO_MANY_REQUESTS (wrong signatures only), UNAVAILABLE when it could not be stored
 */
export async function acceptDelivery(platformName: string, sourceId: string, request: Request): Promise<Reply> {
  const source = await findSource(platformName, sourceId);
  const { platform } = source;
  if (source.isDeleted)
    return { status: 410, contentType: "application/json", body: '{"error":"this source is gone"}' };
  const url = publicUrl(request.url);
  if (request.method === "GET") {
    if (!platform.answerGet) throw new AppError("NOT_FOUND", "This address takes POST requests of the platform.");
    return platform.answerGet(url, verifyTokenOf(source.id));
  }
  const bytes = await readBytes(request, platform.maxBytes ?? DEFAULT_MAX_BYTES);
  const contentType = request.headers.get("content-type");
  const received: ReceivedRequest = { method: request.method, url, headers: request.headers, body: bytes };
  // Parsing takes far longer than checking a signature: a stranger's bytes are parsed only where the token stands in them.
  const early = platform.schemes.some(hasTokenInBody) ? readBody(bytes, contentType) : undefined;
  const verdict = verifySignature(platform.schemes, received, early, source.secrets, new Date());
  if (!verdict.ok) {
    countRefusal(source.id, verdict.reason);
    return platform.refusal ?? DEFAULT_REFUSAL;
  }
  const body = early ?? readBody(bytes, contentType);
  const handshake = platform.handshake?.(received, body) ?? null;
  if (handshake) return handshake;
  const key = platform.deliveryKey(received, body) ?? `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  await store(source, storableId(key), bytes, contentType);
  const { reply = DEFAULT_REPLY } = platform;
  return typeof reply === "function" ? reply(body) : reply;
}

function hasTokenInBody(scheme: Scheme): boolean {
  return scheme.kind === "token" && typeof scheme.at === "object" && "field" in scheme.at;
}

async function findSource(platformName: string, sourceId: string): Promise<WebhookSource> {
  const platform = findPlatform(platformName);
  const source = platform && sourceIdSchema.safeParse(sourceId).success ? await findWebhookSource(sourceId) : null;
  if (!source || source.platform !== platform) {
    throw new AppError("NOT_FOUND", "No source has this address. Copy it again from the page of sources.");
  }
  return source;
}

/** The address as the platform knows it, whatever stands between it and us. */
function publicUrl(requested: string): URL {
  const { pathname, search } = new URL(requested);
  return new URL(`${loadEnv().baseUrl}${pathname}${search}`);
}

/** One row, or none when the delivery was stored before. */
async function store(source: WebhookSource, key: string, bytes: Uint8Array, contentType: string | null): Promise<void> {
  const id = newId();
  const sealed = sealBytes(source.key.key, bytes, deliveryPlace(id));
  try {
    await insertDelivery({ id, sourceId: source.id, key, sealed, contentType: contentType?.slice(0, 200) ?? null });
  } catch (error) {
    // Whatever the reason: the platform must send it again.
    log.error({ source: source.id, error: loggableError(error) }, "a delivery could not be stored");
    throw new AppError("UNAVAILABLE", "This could not be stored. Send it again.", { retryAfterSeconds: 2 });
  }
}
