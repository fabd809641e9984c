import "server-only";
import { createHash } from "node:crypto";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { type Accepted, acceptedSchema, type ConversationInput } from "@/domain/ingest/conversation-input";
import { lockConversation } from "@/domain/ingest/lock-conversation";
import { enqueueReading, quietDelaySeconds } from "@/domain/ingest/reading-jobs";
import { findSourceFor } from "@/domain/ingest/source-of-actor";
import { storeMessages } from "@/domain/ingest/store-messages";
import { sealText } from "@/lib/crypto/seal";
import { db, type Tx } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { createDataKey } from "@/lib/keys/data-keys";

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
  const { externalId } = input;
  if (externalId === undefined) return createConversation(tx, actor, sourceId, input);
  await holdName(tx, `thread:${sourceId}:${externalId}`);
  const known = await tx.conversation.findUnique({ where: { sourceId_externalId: { sourceId, externalId } } });
  return known ? extendConversation(tx, actor, known.id, input) : createConversation(tx, actor, sourceId, input);
}

async function createConversation(tx: Tx, actor: Actor, sourceId: string, input: ConversationInput): Promise<Accepted> {
  const id = newId();
  const dataKey = await createDataKey(tx, "conversation");
  const place = { table: "conversation", column: "metadata_sealed", row: id };
  await tx.conversation.create({
    data: {
      id,
      sourceId,
      externalId: input.externalId ?? null,
      messageCount: 0,
      dataKeyId: dataKey.id,
      metadataSealed: input.metadata ? sealText(dataKey.key, JSON.stringify(input.metadata), place) : null,
      submittedById: actor.kind === "user" ? actor.userId : null,
    },
  });
  const { added } = await storeMessages(tx, { id, sourceId, revision: 1, nextPosition: 0 }, input.messages);
  await tx.conversation.update({ where: { id }, data: { messageCount: added } });
  // Only a thread with an id can grow; what has none is complete, and is read at once.
  const delaySeconds = input.externalId === undefined ? 0 : quietDelaySeconds(0);
  await enqueueReading(tx, { conversationId: id, revision: 1 }, { priority: "first", delaySeconds });
  const facts = { sourceId, revision: 1, messages: added };
  await appendEvent(tx, { type: "ingest.conversation.accepted", actor, conversationId: id, facts });
  return { id, revision: 1, status: "received" };
}

async function extendConversation(tx: Tx, actor: Actor, id: string, input: ConversationInput): Promise<Accepted> {
  await lockConversation(tx, id);
  const current = await tx.conversation.findUniqueOrThrow({ where: { id } });
  const revision = current.revision + 1;
  const thread = { id, sourceId: current.sourceId, revision, nextPosition: current.messageCount };
  const { added, edited } = await storeMessages(tx, thread, input.messages);
  if (added + edited === 0) return { id, revision: current.revision, status: current.status };
  const unreadSince = current.unreadSince ?? new Date();
  await tx.conversation.update({
    where: { id },
    data: { revision, messageCount: { increment: added }, status: "received", changedAt: new Date(), unreadSince },
  });
  const delaySeconds = quietDelaySeconds((Date.now() - unreadSince.getTime()) / 1000);
  await enqueueReading(tx, { conversationId: id, revision }, { priority: "first", delaySeconds });
  const facts = { sourceId: current.sourceId, revision, messages: added + edited };
  await appendEvent(tx, { type: "ingest.conversation.extended", actor, conversationId: id, facts });
  return { id, revision, status: "received" };
}
