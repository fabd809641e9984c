import "server-only";
import { isReadingOverdue, type ReadingJob } from "@/domain/ingest/reading-jobs";
import { applyReading } from "@/domain/triage/apply-readings";
import { callUrgency } from "@/domain/triage/call-urgency";
import { detectLanguage } from "@/domain/triage/detect-language";
import { findToRead, startReading, type ToRead } from "@/domain/triage/load-to-read";
import { failedHere, type ReadingOutcome, unreadHere } from "@/domain/triage/reading-done";
import { unscored } from "@/inference/conversation-reading";
import { rulesInForce } from "@/inference/current-offline-rules";
import { currentStrategy } from "@/inference/current-strategy";
import type { Engine, EngineReading } from "@/inference/engines/engine";
import { readOffline } from "@/inference/engines/offline/read-offline";
import { readableMessages, type StoredReadable } from "@/inference/readable-messages";
import { hasOutputMarkup } from "@/inference/serialize";
import { loadWindowMemory } from "@/inference/window-memory";
import { db } from "@/lib/db/client";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";
import { hasMixedScriptWord, hasTagCharacters } from "@/lib/text/disguised-letters";
import { isBlank } from "@/lib/text/hidden-characters";

/**
 * Makes a job of an older revision the reader of the newest one, where the messages have waited long enough: in a thread
 * that never falls quiet the newest revision's own job is always at the end of the queue. One job wins, and what comes
 * while it reads has to wait anew: else each waiting job would start to read the thread once more.
 */
async function takeOver({ id, revision, unreadSince }: ToRead, now: Date): Promise<boolean> {
  if (unreadSince === null || !isReadingOverdue(unreadSince, now)) return false;
  const where = { id, revision, status: "received" } as const;
  const { count } = await db().conversation.updateMany({ where, data: { status: "classifying", unreadSince: now } });
  return count === 1;
}

/** Where there is nothing to read no engine is asked: whatever it said would stand for words that nobody has seen. */
async function readWith(
  engine: Engine,
  readable: readonly StoredReadable[],
  of: ToRead,
): Promise<{ result: EngineReading; keyword: boolean }> {
  if (readable.every(({ text }) => isBlank(text))) {
    const nothing = unscored("nothing_to_read", "There are no words to read: they were erased, or none came.");
    return { result: unreadHere(nothing), keyword: false };
  }
  const strategy = await currentStrategy();
  // What was never read has nothing to be remembered.
  const known =
    of.status === "received" && of.revision === 1
      ? () => null
      : await loadWindowMemory(db(), of.id, openDataKeyOrNull(of.dataKey));
  const { rules } = await rulesInForce();
  const byRules = readOffline(readable, rules);
  const urgency = callUrgency(byRules, of.source.urgency);
  const result = await engine.read(readable, { strategy, urgency, known });
  return { result, keyword: byRules.outcome === "risk" };
}

/**
 * Reads one revision of a conversation and acts on what was found; no transaction is open while the model thinks. A job
 * for a revision that is no longer the newest is dropped, since the job of the newer one is there, unless the thread has
 * waited for its longest time: then it reads the newest. A job whose revision has been read is dropped too, unless it
 * asks for more.
 */
export async function readAndRoute(engine: Engine, job: ReadingJob): Promise<ReadingOutcome> {
  const until = new Date();
  const conversation = await findToRead(job);
  if (!conversation) return "superseded";
  if (conversation.unreadSince === null && !job.again) return "superseded";
  // Erased while the job waited: there are no words, and nothing that a person could find out from a case.
  if (conversation.erasedAt !== null) return "superseded";
  const { id: conversationId, revision } = conversation;
  const overtaken = revision > job.revision;
  if (overtaken && !(await takeOver(conversation, until))) return "superseded";
  const messages = await startReading(conversation);
  const readable = readableMessages(messages);
  // The model must not judge a part as if it were the whole: what cannot be opened is for a person.
  const damaged = messages.some((message) => message.damaged);
  const { result, keyword } = damaged
    ? { result: failedHere("A message of this conversation cannot be opened."), keyword: false }
    : await readWith(engine, readable, conversation);
  const disguised = readable.some(({ text }) => hasTagCharacters(text) || hasMixedScriptWord(text));
  const tripwire = readable.some(({ text }) => hasOutputMarkup(text));
  const messageIds = readable.map(({ messageId }) => messageId);
  const again = job.again === true && !overtaken;
  const language = await detectLanguage(readable.filter(({ role }) => role === "user").map(({ text }) => text));
  const seen = { tripwire, disguised, keyword, language };
  return applyReading({ read: { conversationId, revision, again, until, messageIds, ...seen }, result });
}

/** What a worker does with a reading that failed for a reason of ours again and again: a person reads instead. */
export async function giveReadingToAPerson(job: ReadingJob): Promise<void> {
  const { conversationId, revision } = job;
  const result = failedHere("Reading this conversation failed repeatedly inside Vigil.");
  const about = { until: null, messageIds: [], tripwire: false, disguised: false, keyword: false, language: null };
  await applyReading({ read: { conversationId, revision, again: job.again === true, ...about }, result });
}
