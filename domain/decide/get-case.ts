import "server-only";
import { z } from "zod";
import { type Actor, requireUser, type UserActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { decisionSchema, loadDecisions } from "@/domain/decide/decision";
import { messageSchema, toMessageDto } from "@/domain/decide/message-dto";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { CASE_STATES, modelIsVisible } from "@/domain/triage/case-state";
import { callSchema, classificationSchema, loadCalls, loadClassification } from "@/inference/classification";
import { loadMessages } from "@/inference/load-messages";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";
import { openDataKey } from "@/lib/keys/data-keys";

export const caseDetailSchema = z
  .object({
    id: z.uuid(),
    reason: z.enum(CASE_REASONS),
    state: z.enum(CASE_STATES),
    tier: z.number().int(),
    queueTier: z.number().int(),
    dueAt: z.iso.datetime(),
    openedAt: z.iso.datetime(),
    revision: z.number().int(),
    version: z.number().int(),
    claim: z
      .object({
        holder: z.string(),
        mine: z.boolean(),
        expiresAt: z.iso.datetime(),
        token: z.string().nullable().meta({ description: "Yours to send with every write; null on another person's claim" }),
      })
      .nullable(),
    conversation: z.object({
      id: z.uuid(),
      externalId: z.string().nullable(),
      receivedAt: z.iso.datetime(),
      source: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
    }),
    messages: z.array(messageSchema),
    modelVisible: z.boolean(),
    classification: classificationSchema.nullable().meta({ description: "null while the model's answer is hidden from this reviewer" }),
    calls: z.array(callSchema),
    decisions: z.array(decisionSchema).meta({ description: "Newest first; empty while they are hidden from this reviewer" }),
  })
  .meta({ id: "CaseDetail" });
export type CaseDetail = z.infer<typeof caseDetailSchema>;

async function load(user: UserActor, caseId: string) {
  const row = isId(caseId)
    ? await db().case.findUnique({
        where: { id: caseId },
        include: {
          claims: { where: { endedAt: null }, include: { reviewer: true } },
          conversation: { include: { source: true, dataKey: true } },
        },
      })
    : null;
  if (!row) throw new AppError("NOT_FOUND", "There is no case with this id.");
  const live = row.claims.find((claim) => row.state === "claimed" && claim.expiresAt > new Date());
  const mine = live?.reviewerId === user.userId;
  const claim = live && {
    holder: live.reviewer.name,
    mine,
    expiresAt: live.expiresAt.toISOString(),
    token: mine ? live.token : null,
  };
  return { row, claim: claim ?? null };
}

/**
 * One case with everything a reviewer may see of it. What the model said stays hidden where the case measures the model
 * and has no decision yet. Opening a case is recorded.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function getCase(actor: Actor, caseId: string): Promise<CaseDetail> {
  const user = requireUser(actor, "case.read");
  const { row, claim } = await load(user, caseId);
  const key = openDataKey(row.conversation.dataKey);
  const messages = await loadMessages(db(), row.conversationId);
  const modelVisible = modelIsVisible(row.reason) || row.state === "decided" || row.state === "closed";
  const shown = modelVisible ? row.classificationId : null;
  const classification = shown ? await loadClassification(db(), shown, key) : null;
  const calls = shown ? await loadCalls(db(), shown, key) : [];
  const decisions = modelVisible ? await loadDecisions(db(), row.conversationId, key) : [];
  const facts = { revision: row.revision, modelVisible };
  await appendEvent(db(), { type: "triage.case.viewed", actor, caseId, conversationId: row.conversationId, facts });
  const { source } = row.conversation;
  return {
    id: row.id,
    reason: row.reason,
    state: row.state,
    tier: row.tier,
    queueTier: row.queueTier,
    dueAt: row.dueAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    revision: row.revision,
    version: row.version,
    claim,
    conversation: {
      id: row.conversationId,
      externalId: row.conversation.externalId,
      receivedAt: row.conversation.receivedAt.toISOString(),
      source: { id: source.id, name: source.name, platform: source.platform },
    },
    messages: messages.map(toMessageDto),
    modelVisible,
    classification,
    calls,
    decisions,
  };
}
