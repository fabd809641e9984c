import "server-only";
import type { SystemActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { lockConversation } from "@/domain/ingest/lock-conversation";
import { isReadingOverdue, type ReadingJob } from "@/domain/ingest/reading-jobs";
import { callUrgency } from "@/domain/triage/call-urgency";
import { modelPauseSeconds } from "@/domain/triage/model-pause";
import { routeReading } from "@/domain/triage/route-reading";
import { type ConversationReading, unscored } from "@/inference/conversation-reading";
import { currentStrategy } from "@/inference/current-strategy";
import type { Engine, EngineReading } from "@/inference/engines/engine";
import { readOffline } from "@/inference/engines/offline/read-offline";
import { loadMessages } from "@/inference/load-messages";
import { readableMessages, type StoredReadable } from "@/inference/readable-messages";
import { insertClassification } from "@/inference/record-classification";
import type { UnscoredReason } from "@/inference/risk";
import { hasOutputMarkup } from "@/inference/serialize";
import { SINGLE } from "@/inference/strategies/strategy";
import { loadWindowMemory } from "@/inference/window-memory";
import { db, type Tx } from "@/lib/db/client";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";
import { isBlank } from "@/lib/text/hidden-characters";

/** Failures that lie with the model server: another try later may succeed on the same input. */
const MODEL_FAILURES: readonly UnscoredReason[] = ["model_unreachable", "model_timeout", "model_error"];
const WORKER: SystemActor = { kind: "system", process: "worker" };

const STATUS_AFTER = { risk: "flagged", none: "clear", unscored: "unscored" } as const;

type Waiting = { id: string; revision: number; unreadSince: Date | null };
type Outcome = "done" | "superseded";
/** What was read: `until` is the time by which all that had arrived is in it, null where that is not known. */
type Read = {
  conversationId: string;
  revision: number;
  again: boolean;
  until: Date | null;
  /** Of the utterances that were read, in their order. */
  messageIds: readonly string[];
};
type ReadConversation = {
  id: string;
  source: { urgency: "urgent" | "normal" | "bulk" };
  dataKey: Parameters<typeof openDataKeyOrNull>[0];
};

/**
 * Makes a job of an older revision the reader of the newest one, where the messages have waited long enough: in a thread
 * that never falls quiet the newest revision's own job is always at the end of the queue. One job wins, and what comes
 * while it reads has to wait anew: else each waiting job would start to read the thread once more.
 */
async function takeOver({ id, revision, unreadSince }: Waiting, now: Date): Promise<boolean> {
  if (unreadSince === null || !isReadingOverdue(unreadSince, now)) return false;
  const where = { id, revision, status: "received" } as const;
  const { count } = await db().conversation.updateMany({ where, data: { status: "classifying", unreadSince: now } });
  return count === 1;
}

/**
 * Reads one revision of a conversation and acts on what was found: the classification, the case and the audit events are
 * one transaction; no transaction is open while the model thinks. A job for a revision that is no longer the newest is
 * dropped, since the job of the newer one is there, unless the thread has waited for its longest time: then it reads the
 * newest. A job whose revision has been read is dropped too, unless it asks for more.
 */
export async function readAndRoute(engine: Engine, job: ReadingJob): Promise<Outcome> {
  const until = new Date();
  const conversation = await db().conversation.findUnique({
    where: { id: job.conversationId },
    include: { source: { select: { urgency: true } }, dataKey: true },
  });
  if (!conversation) return "superseded";
  if (conversation.unreadSince === null && !job.again) return "superseded";
  const { id: conversationId, revision } = conversation;
  const overtaken = revision > job.revision;
  if (overtaken && !(await takeOver(conversation, until))) return "superseded";
  await db().conversation.updateMany({
    where: { id: conversationId, revision, status: "received" },
    data: { status: "classifying" },
  });
  const messages = await loadMessages(db(), conversationId);
  const readable = readableMessages(messages);
  // The model must not judge a part as if it were the whole: what cannot be opened is for a person.
  const damaged = messages.some((message) => message.damaged);
  const result = damaged
    ? failedHere("A message of this conversation cannot be opened.")
    : await readWith(engine, readable, conversation);
  const tripwire = readable.some(({ text }) => hasOutputMarkup(text));
  const messageIds = readable.map(({ messageId }) => messageId);
  const read = { conversationId, revision, again: job.again === true && !overtaken, until, messageIds };
  return db().$transaction((tx) => applyReading(tx, read, result, tripwire));
}

/** Where there is nothing to read no engine is asked: whatever it said would stand for words that nobody has seen. */
async function readWith(
  engine: Engine,
  readable: readonly StoredReadable[],
  of: ReadConversation,
): Promise<EngineReading> {
  if (readable.every(({ text }) => isBlank(text)))
    return unreadHere(unscored("nothing_to_read", "There are no words to read: they were erased, or none came."));
  const [strategy, known] = await Promise.all([
    currentStrategy(),
    loadWindowMemory(db(), of.id, openDataKeyOrNull(of.dataKey)),
  ]);
  const urgency = callUrgency(readOffline(readable), of.source.urgency);
  return engine.read(readable, { strategy, urgency, known });
}

/** A reading that did not come about, for a reason of ours. */
function failedHere(detail: string): EngineReading {
  return unreadHere(unscored("internal_error", detail));
}

function unreadHere(reading: ConversationReading): EngineReading {
  const by = { engine: "none", model: "none", modelRevision: null, dtype: null, strategy: SINGLE };
  const nothing = { windows: [], calls: [], score: null, provisional: false, incomplete: false, latencyMs: 0 };
  return { reading, ...by, ...nothing };
}

/** What a worker does with a reading that failed for a reason of ours again and again: a person reads instead. */
export async function giveReadingToAPerson(job: ReadingJob): Promise<void> {
  const failed = failedHere("Reading this conversation failed repeatedly inside Vigil.");
  const { conversationId, revision } = job;
  const read = { conversationId, revision, again: job.again === true, until: null, messageIds: [] };
  await db().$transaction((tx) => applyReading(tx, read, failed, false));
}

/** From when a model may read this again: at once after a provisional reading, after a pause where the model failed. */
async function readAgainTime(tx: Tx, read: Read, result: EngineReading): Promise<Date | null> {
  const { reading, provisional, incomplete } = result;
  if (provisional) return new Date();
  const failed = incomplete || (reading.outcome === "unscored" && MODEL_FAILURES.includes(reading.reason));
  if (!failed) return null;
  const { conversationId, revision } = read;
  const failures = await tx.classification.count({
    where: { conversationId, revision, OR: [{ unscoredReason: { in: [...MODEL_FAILURES] } }, { incomplete: true }] },
  });
  return new Date(Date.now() + modelPauseSeconds(failures) * 1000);
}

async function applyReading(tx: Tx, read: Read, result: EngineReading, tripwire: boolean): Promise<Outcome> {
  const { conversationId, revision } = read;
  await lockConversation(tx, conversationId);
  const conversation = await tx.conversation.findUniqueOrThrow({
    where: { id: conversationId },
    include: { dataKey: true },
  });
  const newest = conversation.revision === revision;
  const isRead = conversation.unreadSince === null;
  if (newest && isRead && !read.again) return "superseded";
  const key = openDataKeyOrNull(conversation.dataKey);
  const { reading } = result;
  const of = { conversationId, revision, key, tripwire, messageIds: read.messageIds };
  const classificationId = await insertClassification(tx, of, result);
  await appendEvent(tx, {
    type: "inference.conversation.classified",
    actor: WORKER,
    conversationId,
    facts: {
      classificationId,
      revision,
      outcome: reading.outcome,
      engine: result.engine,
      model: result.model.slice(0, 80),
      strategy: result.strategy.name,
      unscoredReason: reading.outcome === "unscored" ? reading.reason : null,
      risks: reading.outcome === "risk" ? reading.risks.length : 0,
    },
  });
  if (newest) {
    const status = STATUS_AFTER[reading.outcome];
    const readAgainAt = await readAgainTime(tx, read, result);
    await tx.conversation.update({ where: { id: conversationId }, data: { status, unreadSince: null, readAgainAt } });
  } else {
    // What is still unread arrived after this reading began: from then on counts how long it waits.
    const later = read.until && {
      where: { id: conversationId, unreadSince: { lt: read.until } },
      data: { unreadSince: read.until },
    };
    if (later) await tx.conversation.updateMany(later);
    // A risk or a failure on an older revision is acted on at once: while messages keep coming there may be no newer
    // reading. Where there is one, a failure has nothing to add to it.
    if (reading.outcome === "none" || (reading.outcome === "unscored" && isRead)) return "done";
  }
  await routeReading(tx, WORKER, {
    conversationId,
    classificationId,
    revision,
    newestRevision: conversation.revision,
    reading,
    provisional: result.provisional,
    incomplete: result.incomplete,
    score: result.score?.flag ?? null,
  });
  return "done";
}
