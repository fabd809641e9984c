import "server-only";
import { type Actor, hasRight, requireUser, type UserActor } from "@/domain/access/actor";
import { appendView } from "@/domain/audit/append-view";
import type { CaseDetail } from "@/domain/decide/case-detail";
import { loadDecisions, withoutPeople } from "@/domain/decide/decision";
import type { DecisionDto } from "@/domain/decide/decision-dto";
import { type LoadedCase, loadCase } from "@/domain/decide/load-case";
import { loadKept } from "@/domain/decide/load-kept";
import { loadThreadParts } from "@/domain/decide/load-thread-parts";
import { toMessageDto } from "@/domain/decide/message-dto";
import { isDisputed } from "@/domain/decide/slots-of-decision";
import { currentSetting } from "@/domain/settings/current-setting";
import { findLiveCase } from "@/domain/triage/case-rows";
import { modelIsVisible, PINNED_REASONS } from "@/domain/triage/case-state";
import { mustReadBlind } from "@/domain/triage/hidden-answers";
import { shownReason } from "@/domain/triage/shown-reason";
import { loadCalls, loadClassification } from "@/inference/classification";
import { loadMessages } from "@/inference/load-messages";
import { db } from "@/lib/db/client";
import type { OpenKey } from "@/lib/keys/data-keys";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

/** Why the model's answer stays hidden from this person for now, or null where it is shown. */
async function findHidden(user: UserActor, { row, over }: LoadedCase): Promise<CaseDetail["hidden"]> {
  const { flagged } = await currentSetting("model_visibility");
  if (over) return (await mustReadBlind(user, row.conversationId)) ? "blind" : null;
  if (modelIsVisible(row.reason, flagged)) return null;
  return modelIsVisible(row.reason) ? "own_reading_first" : "blind";
}

/** What the model said, and its calls; nothing where it is not shown. */
async function loadReading(
  classificationId: string | null,
  key: OpenKey | null,
): Promise<Pick<CaseDetail, "classification" | "calls">> {
  if (classificationId === null) return { classification: null, calls: [] };
  const [classification, calls] = await Promise.all([
    loadClassification(db(), classificationId, key),
    loadCalls(db(), classificationId, key),
  ]);
  return { classification, calls };
}

/** The two decisions that an adjudication settles, as the one who settles them may see them: not whose they are. */
async function loadSettled({ row, over }: LoadedCase, key: OpenKey | null): Promise<CaseDetail["settles"]> {
  const { slotKind, firstDecisionId, secondDecisionId } = row;
  if (over || slotKind !== "adjudication" || !firstDecisionId || !secondDecisionId) return null;
  const [[first], [second]] = [
    await loadDecisions(db(), { id: firstDecisionId }, key),
    await loadDecisions(db(), { id: secondDecisionId }, key),
  ];
  if (!first || !second) return null;
  return {
    first: { ...withoutPeople(first), note: first.note },
    second: { ...withoutPeople(second), note: second.note },
  };
}

/**
 * The decision on this case that this person may correct: the one that stands, where no newer case asks for its own and no
 * third person settles it.
 */
async function findCorrectable(
  user: UserActor,
  { row, over }: LoadedCase,
  decisions: readonly DecisionDto[],
): Promise<CaseDetail["correctable"]> {
  const [standing] = decisions.filter(({ stands }) => stands).toSorted((a, b) => b.revision - a.revision);
  if (!over || standing?.caseId !== row.id) return null;
  const { id: decisionId, modelVisible } = standing;
  const { reviewerId } = await db().decision.findUniqueOrThrow({ where: { id: decisionId } });
  const isMine = reviewerId === user.userId;
  if (!isMine && !hasRight(user, "decision.undo.any")) return null;
  if (await findLiveCase(db(), row.conversationId)) return null;
  if (await isDisputed(db(), decisionId)) return null;
  return { decisionId, firstReading: isMine && !modelVisible && modelIsVisible(row.reason) };
}

/**
 * One case with everything a reviewer may see of it. What the model said, and what others decided, stays hidden where the
 * case measures them and has no decision yet. A case that looks again at one moment holds the messages of that moment, with
 * what they said then.
 * Opening a case is recorded.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function getCase(actor: Actor, caseId: string): Promise<CaseDetail> {
  const user = requireUser(actor, "case.read");
  const loaded = await loadCase(user, caseId);
  const { row, conversation, source, claim } = loaded;
  const key = openDataKeyOrNull(loaded.dataKey);
  const isPinned = PINNED_REASONS.includes(row.reason);
  const revision = isPinned ? row.revision : row.newestRevision;
  const hidden = await findHidden(user, loaded);
  const settles = await loadSettled(loaded, key);
  const seesDecisions = hidden !== "blind" && settles === null;
  // Side by side: a reviewer waits for this between a decision and the next case.
  const [all, reading, decisions, kept, parts] = await Promise.all([
    loadMessages(db(), conversation.id),
    loadReading(hidden === null ? row.classificationId : null, key),
    seesDecisions ? loadDecisions(db(), { conversationId: conversation.id }, key) : [],
    loadKept(db(), conversation),
    loadThreadParts(db(), conversation),
    appendView(db(), {
      type: "triage.case.viewed",
      actor: user,
      caseId,
      conversationId: conversation.id,
      facts: { revision, modelVisible: hidden === null },
    }),
  ]);
  const messages = all.filter((message) => message.revision <= revision);
  return {
    id: row.id,
    reason: shownReason(user, row.reason),
    state: row.state,
    tier: row.tier,
    queueTier: row.queueTier,
    dueAt: row.dueAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    revision,
    version: row.version,
    snoozedUntil: row.snoozedUntil !== null && row.snoozedUntil > new Date() ? row.snoozedUntil.toISOString() : null,
    claim,
    conversation: {
      id: conversation.id,
      externalId: conversation.externalId,
      receivedAt: row.receivedAt.toISOString(),
      ...kept,
      language: row.language,
      source,
      ...parts,
    },
    messages: messages.map((message) => toMessageDto(message, isPinned ? revision : null)),
    laterMessages: all.length - messages.length,
    modelVisible: hidden === null,
    hidden,
    ...reading,
    decisions,
    settles,
    waitsForSecond: decisions.some((decision) => decision.caseId === row.id && decision.waits),
    correctable: await findCorrectable(user, loaded, decisions),
    actions: await currentSetting("actions"),
  };
}
