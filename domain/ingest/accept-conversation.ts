import "server-only";
import { createHash } from "node:crypto";
import { type Actor, requireRight } from "@/domain/access/actor";
import {
  type Accepted,
  acceptedSchema,
  type ConversationInput,
  type MessageInput,
} from "@/domain/ingest/conversation-input";
import type { IncomingMessage } from "@/domain/ingest/incoming-message";
import { findSourceFor } from "@/domain/ingest/source-of-actor";
import { storeThreads } from "@/domain/ingest/store-threads";
import { db, type Tx } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";
import { AppError } from "@/lib/errors/app-error";

/**
 * Accepts a conversation, or further messages of one that its source knows by `externalId`. When this returns the
 * messages are durable, and a job that reads them exists.
 * @param idempotencyKey the same key and body give the same answer again, without storing anything twice
 * @throws FORBIDDEN, IDEMPOTENCY_MISMATCH (the key came with another body), INVALID
 */
export async function acceptConversation(
  actor: Actor,
  input: ConversationInput,
  idempotencyKey?: string,
): Promise<Accepted> {
  requireRight(actor, "conversation.submit");
  return db().$transaction(async (tx) => {
    const bodyHash = new Uint8Array(createHash("sha256").update(JSON.stringify(input)).digest());
    const earlier = await findEarlierAnswer(tx, actor, idempotencyKey, bodyHash);
    if (earlier) return earlier;
    const sourceId = await findSourceFor(tx, actor, input.sourceId);
    const accepted = await storeConversation(tx, actor, sourceId, input);
    if (actor.kind === "ingest_key" && idempotencyKey !== undefined) {
      await tx.idempotentRequest.create({
        data: { ingestKeyId: actor.keyId, key: idempotencyKey, bodyHash, answer: accepted },
      });
    }
    return accepted;
  });
}

/** Requests with the same key wait for each other here, so that a race gives one conversation and equal answers. */
async function findEarlierAnswer(
  tx: Tx,
  actor: Actor,
  key: string | undefined,
  bodyHash: Uint8Array,
): Promise<Accepted | null> {
  if (key === undefined || actor.kind !== "ingest_key") return null;
  await holdName(tx, `idempotency:${actor.keyId}:${key}`);
  const row = await tx.idempotentRequest.findUnique({ where: { ingestKeyId_key: { ingestKeyId: actor.keyId, key } } });
  if (!row) return null;
  if (!Buffer.from(row.bodyHash).equals(bodyHash)) {
    throw new AppError(
      "IDEMPOTENCY_MISMATCH",
      "Send the same body again, or use a new Idempotency-Key for a new request.",
    );
  }
  return acceptedSchema.parse(row.answer);
}

async function storeConversation(tx: Tx, actor: Actor, sourceId: string, input: ConversationInput): Promise<Accepted> {
  const thread = { ...input, messages: input.messages.map(incomingFrom) };
  const [stored] = await storeThreads(tx, actor, sourceId, [thread]);
  return acceptedSchema.parse(stored);
}

/** A message as the API gives it: the latest word on what it says. */
function incomingFrom({ author, sentAt, ...message }: MessageInput): IncomingMessage {
  return {
    kind: "latest",
    ...message,
    ...(author === undefined ? {} : { author: { id: author } }),
    ...(sentAt === undefined ? {} : { sentAt: new Date(sentAt) }),
  };
}
