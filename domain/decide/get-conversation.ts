import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendView } from "@/domain/audit/append-view";
import { findReleasedDecision, loadDecisions } from "@/domain/decide/decision";
import { type DecisionDto, decisionSchema } from "@/domain/decide/decision-dto";
import { keptSchema } from "@/domain/decide/kept";
import { loadKept } from "@/domain/decide/load-kept";
import { loadThreadParts } from "@/domain/decide/load-thread-parts";
import { messageSchema, toMessageDto } from "@/domain/decide/message-dto";
import { threadPartsSchema } from "@/domain/decide/thread-parts";
import { conversationStatusSchema } from "@/domain/ingest/conversation-input";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { CASE_STATES, isOver } from "@/domain/triage/case-state";
import { mustReadBlind } from "@/domain/triage/hidden-answers";
import { isForAnother, shownReason } from "@/domain/triage/shown-reason";
import { loadClassification, newestFirst } from "@/inference/classification";
import { classificationSchema } from "@/inference/classification-dto";
import { loadMessages } from "@/inference/load-messages";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

export const conversationDetailSchema = z
  .object({
    id: z.uuid(),
    externalId: z.string().nullable(),
    revision: z.number().int(),
    status: conversationStatusSchema.nullable().meta({ description: "null where a blind look hides it" }),
    receivedAt: z.iso.datetime(),
    ...keptSchema.shape,
    source: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
    ...threadPartsSchema.shape,
    classification: classificationSchema
      .nullable()
      .meta({ description: "The newest reading; null while unread, or hidden" }),
    decision: decisionSchema
      .nullable()
      .meta({ description: "The newest decision that stands; for a key once its undo window is over" }),
    cases: z.array(
      z.object({ id: z.uuid(), reason: z.enum(CASE_REASONS), state: z.enum(CASE_STATES), tier: z.number().int() }),
    ),
    messages: z
      .array(messageSchema)
      .optional()
      .meta({ description: "For people only; a key never gets the text back" }),
  })
  .meta({ id: "ConversationDetail" });
export type ConversationDetail = z.infer<typeof conversationDetailSchema>;

async function load(actor: Actor, conversationId: string) {
  const row = isId(conversationId)
    ? await db().conversation.findUnique({
        where: { id: conversationId },
        include: { source: true, dataKey: true, cases: { orderBy: { openedAt: "desc" } } },
      })
    : null;
  // A key learns nothing of other sources, not even that a conversation exists.
  if (!row || (actor.kind === "ingest_key" && row.sourceId !== actor.sourceId)) {
    throw new AppError("NOT_FOUND", "There is no conversation with this id.");
  }
  return row;
}

function standing(decisions: readonly DecisionDto[]): DecisionDto | null {
  const stands = decisions.filter((decision) => decision.stands);
  return stands.toSorted((a, b) => b.revision - a.revision)[0] ?? null;
}

/**
 * One conversation: where it stands, its newest reading and decision, and for people its messages. While a blind look
 * at it is open that they may be given, people are shown neither the model's answer nor a decision, nor what would tell of
 * one: where it stands, and cases that are over. A key gets a decision once its undo window is over, without the note and
 * who wrote it. Reading by a person is recorded.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function getConversation(actor: Actor, conversationId: string): Promise<ConversationDetail> {
  requireRight(actor, "conversation.read");
  const row = await load(actor, conversationId);
  const key = openDataKeyOrNull(row.dataKey);
  const isPerson = actor.kind === "user";
  const blind = isPerson && (await mustReadBlind(actor, conversationId));
  const newest = blind
    ? null
    : await db().classification.findFirst({
        where: { conversationId },
        orderBy: newestFirst,
        select: { id: true },
      });
  const decision = isPerson
    ? standing(blind ? [] : await loadDecisions(db(), { conversationId }, key))
    : await findReleasedDecision(db(), conversationId);
  const messages = isPerson
    ? (await loadMessages(db(), conversationId)).map((message) => toMessageDto(message, null))
    : undefined;
  if (isPerson) {
    await appendView(db(), {
      type: "ingest.conversation.viewed",
      actor,
      conversationId,
      facts: { revision: row.revision, modelVisible: !blind },
    });
  }
  return {
    id: row.id,
    externalId: row.externalId,
    revision: row.revision,
    status: blind ? null : row.status,
    receivedAt: row.receivedAt.toISOString(),
    ...(await loadKept(db(), row)),
    source: { id: row.source.id, name: row.source.name, platform: row.source.platform },
    ...(await loadThreadParts(db(), row)),
    classification: newest ? await loadClassification(db(), newest.id, key) : null,
    decision,
    cases: isPerson
      ? row.cases
          .filter(({ forUserId, state }) => !isForAnother(actor, forUserId) && !(blind && isOver(state)))
          .map(({ id, reason, state, tier }) => ({ id, reason: shownReason(actor, reason), state, tier }))
      : [],
    ...(messages ? { messages } : {}),
  };
}
