import "server-only";
import { type Actor, hasRight, requireUser, type UserActor } from "@/domain/access/actor";
import { appendView } from "@/domain/audit/append-view";
import type { CaseDetail } from "@/domain/decide/case-detail";
import { loadDecisions, withoutPeople } from "@/domain/decide/decision";
import type { DecisionDto } from "@/domain/decide/decision-dto";
import { loadKept } from "@/domain/decide/load-kept";
import { loadThreadParts } from "@/domain/decide/load-thread-parts";
import { toMessageDto } from "@/domain/decide/message-dto";
import { isDisputed } from "@/domain/decide/slots-of-decision";
import { currentSetting } from "@/domain/settings/current-setting";
import { findLiveCase } from "@/domain/triage/case-rows";
import { isOver, modelIsVisible, PINNED_REASONS } from "@/domain/triage/case-state";
import { mustReadBlind } from "@/domain/triage/hidden-answers";
import { isForAnother, shownReason } from "@/domain/triage/shown-reason";
import { loadCalls, loadClassification } from "@/inference/classification";
import { loadMessages } from "@/inference/load-messages";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";
import type { OpenKey } from "@/lib/keys/data-keys";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

async function load(user: UserActor, caseId: string) {
  const row = isId(caseId)
    ? await db().case.findUnique({
        where: { id: caseId },
        include: {
          claims: { where: { endedAt: null }, include: { reviewer: true } },
          conversation: { include: { source: true, dataKey: true } },
          slot: true,
        },
      })
    : null;
  if (!row || isForAnother(user, row.forUserId)) throw new AppError("NOT_FOUND", "There is no case with this id.");
  const live = row.claims.find((claim) => row.state === "claimed" && claim.expiresAt > new Date());
  const mine = live?.reviewerId === user.userId;
  const claim = live && {
    holder: live.reviewer.name,
    mine,
    expiresAt: live.expiresAt.toISOString(),
    token: mine ? live.token : null,
  };
  const over = isOver(row.state);
  return { row, claim: claim ?? null, over };
}
type Loaded = Awaited<ReturnType<typeof load>>;

/** Why the model's answer stays hidden from this person for now, or null where it is shown. */
async function findHidden(user: UserActor, { row, over }: Loaded): Promise<CaseDetail["hidden"]> {
  const { flagged } = await currentSetting("model_visibility");
  if (over) return (await mustReadBlind(user, row.conversationId)) ? "blind" : null;
  if (modelIsVisible(row.reason, flagged)) return null;
  return modelIsVisible(row.reason) ? "own_reading_first" : "blind";
}

/** The two decisions that an adjudication settles, as the one who settles them may see them: not whose they are. */
async function loadSettled({ slot }: Loaded["row"], key: OpenKey | null): Promise<CaseDetail["settles"]> {
  if (slot?.kind !== "adjudication" || !slot.firstDecisionId || !slot.secondDecisionId) return null;
  const [[first], [second]] = [
    await loadDecisions(db(), { id: slot.firstDecisionId }, key),
    await loadDecisions(db(), { id: slot.secondDecisionId }, key),
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
  { row, over }: Loaded,
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
 * case measures them and has no decision yet. A case that looks again at one moment holds the messages of that moment.
 * Opening a case is recorded.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function getCase(actor: Actor, caseId: string): Promise<CaseDetail> {
  const user = requireUser(actor, "case.read");
  const loaded = await load(user, caseId);
  const { row, claim, over } = loaded;
  const key = openDataKeyOrNull(row.conversation.dataKey);
  const revision = PINNED_REASONS.includes(row.reason) ? row.revision : row.conversation.revision;
  const all = await loadMessages(db(), row.conversationId);
  const messages = all.filter((message) => message.revision <= revision);
  const hidden = await findHidden(user, loaded);
  const shown = hidden === null ? row.classificationId : null;
  const classification = shown ? await loadClassification(db(), shown, key) : null;
  const calls = shown ? await loadCalls(db(), shown, key) : [];
  const settles = over ? null : await loadSettled(row, key);
  const seesDecisions = hidden !== "blind" && settles === null;
  const decisions = seesDecisions ? await loadDecisions(db(), { conversationId: row.conversationId }, key) : [];
  await appendView(db(), {
    type: "triage.case.viewed",
    actor: user,
    caseId,
    conversationId: row.conversationId,
    facts: { revision, modelVisible: hidden === null },
  });
  const { source } = row.conversation;
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
      id: row.conversationId,
      externalId: row.conversation.externalId,
      receivedAt: row.conversation.receivedAt.toISOString(),
      ...(await loadKept(db(), row.conversation)),
      language: row.conversation.language,
      source: { id: source.id, name: source.name, platform: source.platform },
      ...(await loadThreadParts(db(), row.conversation)),
    },
    messages: messages.map(toMessageDto),
    laterMessages: all.length - messages.length,
    modelVisible: hidden === null,
    hidden,
    classification,
    calls,
    decisions,
    settles,
    waitsForSecond: decisions.some((decision) => decision.caseId === row.id && decision.waits),
    correctable: await findCorrectable(user, loaded, decisions),
    actions: await currentSetting("actions"),
  };
}
