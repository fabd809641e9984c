import "server-only";
import type { SystemActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { lockConversation } from "@/domain/ingest/lock-conversation";
import type { ReadingJob } from "@/domain/ingest/reading-jobs";
import { routeReading } from "@/domain/triage/route-reading";
import { type Engine, type EngineReading, unscored } from "@/inference/engines/engine";
import { loadMessages } from "@/inference/load-messages";
import { readableMessages } from "@/inference/readable-messages";
import { insertClassification } from "@/inference/record-classification";
import type { UnscoredReason } from "@/inference/risk";
import { hasOutputMarkup } from "@/inference/serialize";
import { db, type Tx } from "@/lib/db/client";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";

/** Failures that lie with the model server: another try later may succeed on the same input. */
const MODEL_FAILURES: readonly UnscoredReason[] = ["model_unreachable", "model_timeout", "model_error"];
const WORKER: SystemActor = { kind: "system", process: "worker" };

const STATUS_AFTER = { risk: "flagged", none: "clear", unscored: "unscored" } as const;
/** A model that just failed is left alone for this long, in seconds. */
const MODEL_PAUSE_SECONDS = 30;

/** From when a model may read this again: at once after a provisional reading, after a pause where the model failed. */
function readAgainTime({ reading, provisional }: EngineReading): Date | null {
  if (provisional) return new Date();
  const failed = reading.outcome === "unscored" && MODEL_FAILURES.includes(reading.reason);
  return failed ? new Date(Date.now() + MODEL_PAUSE_SECONDS * 1000) : null;
}

/**
 * Reads one revision of a conversation and acts on what was found: the classification, the case and the audit events are
 * one transaction; no transaction is open while the model thinks. A job for a revision that is no longer the newest is
 * dropped, since the job of the newer one is there; so is one whose revision has been read, unless it asks for more.
 */
export async function readAndRoute(engine: Engine, job: ReadingJob): Promise<"done" | "superseded"> {
  const conversation = await db().conversation.findUnique({ where: { id: job.conversationId } });
  if (!conversation || conversation.revision > job.revision) return "superseded";
  if (conversation.unreadSince === null && !job.again) return "superseded";
  await db().conversation.updateMany({
    where: { id: job.conversationId, revision: job.revision, status: "received" },
    data: { status: "classifying" },
  });
  const messages = await loadMessages(db(), job.conversationId);
  const readable = readableMessages(messages);
  // The model must not judge a part as if it were the whole: what cannot be opened is for a person.
  const damaged = messages.some((message) => message.damaged);
  const result = damaged ? failedHere("A message of this conversation cannot be opened.") : await engine.read(readable);
  const tripwire = readable.some(({ text }) => hasOutputMarkup(text));
  await db().$transaction((tx) => applyReading(tx, job, result, tripwire));
  return "done";
}

/** A reading that did not come about, for a reason of ours. */
function failedHere(detail: string): EngineReading {
  const by = { engine: "none", model: "none", strategy: "none" };
  return { reading: unscored("internal_error", detail), calls: [], ...by, provisional: false, latencyMs: 0 };
}

/** What a worker does with a reading that failed for a reason of ours again and again: a person reads instead. */
export async function giveReadingToAPerson(job: ReadingJob): Promise<void> {
  const failed = failedHere("Reading this conversation failed repeatedly inside Vigil.");
  await db().$transaction((tx) => applyReading(tx, job, failed, false));
}

async function applyReading(tx: Tx, job: ReadingJob, result: EngineReading, tripwire: boolean): Promise<void> {
  const { conversationId, revision } = job;
  await lockConversation(tx, conversationId);
  const conversation = await tx.conversation.findUniqueOrThrow({
    where: { id: conversationId },
    include: { dataKey: true },
  });
  const key = openDataKeyOrNull(conversation.dataKey);
  const { reading } = result;
  const classificationId = await insertClassification(tx, { conversationId, revision, key, tripwire }, result);
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
      strategy: result.strategy,
      unscoredReason: reading.outcome === "unscored" ? reading.reason : null,
      risks: reading.outcome === "risk" ? reading.risks.length : 0,
    },
  });
  const newest = conversation.revision === revision;
  // A risk or a failure on an older revision is acted on at once: while messages keep coming there may be no newer reading.
  if (!newest && reading.outcome === "none") return;
  if (newest) {
    const status = STATUS_AFTER[reading.outcome];
    const readAgainAt = readAgainTime(result);
    await tx.conversation.update({ where: { id: conversationId }, data: { status, unreadSince: null, readAgainAt } });
  }
  await routeReading(tx, WORKER, {
    conversationId,
    classificationId,
    revision,
    newestRevision: conversation.revision,
    reading,
    provisional: result.provisional,
  });
}
