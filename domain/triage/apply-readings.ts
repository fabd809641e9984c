import "server-only";
import { z } from "zod";
import type { SystemActor } from "@/domain/access/actor";
import { appendEvents } from "@/domain/audit/append-event";
import type { NewEvent } from "@/domain/audit/event";
import { currentSetting } from "@/domain/settings/current-setting";
import { listConversationsWithLiveCase } from "@/domain/triage/case-rows";
import { modelPauseSeconds } from "@/domain/triage/model-pause";
import type { ReadingDone, ReadingOutcome } from "@/domain/triage/reading-done";
import { routeReading } from "@/domain/triage/route-reading";
import { sampleAfterReadings } from "@/domain/triage/sampling/sample-after-readings";
import type { SamplingRates } from "@/domain/triage/sampling/sampling-rates";
import type { EngineReading } from "@/inference/engines/engine";
import { insertClassifications } from "@/inference/record-classification";
import { MODEL_FAILURES } from "@/inference/risk";
import { db, type Tx } from "@/lib/db/client";
import { isDatabaseAway } from "@/lib/http/database-away";
import { openDataKeyOrNull } from "@/lib/keys/open-or-null";
import { together } from "@/lib/process/together";

const WORKER: SystemActor = { kind: "system", process: "worker" };
const STATUS_AFTER = { risk: "flagged", none: "clear", unscored: "unscored" } as const;
/** Readings in one transaction: more make each wait longer for its commit, and save little. */
const AT_MOST = 64;

type Row = {
  id: string;
  revision: number;
  isRead: boolean;
  sourceId: string;
  language: string | null;
  isErased: boolean;
  dataKey: Parameters<typeof openDataKeyOrNull>[0];
};
/** A reading with the row of its conversation as it was before it. */
export type Stored = ReadingDone & { row: Row; classificationId: string; newest: boolean };

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    revision: z.number().int(),
    is_read: z.boolean(),
    source_id: z.uuid(),
    language: z.string().nullable(),
    is_erased: z.boolean(),
    key_id: z.uuid(),
    wrapped: z.instanceof(Uint8Array).nullable(),
    kek_version: z.number().int(),
  }),
);

/** Holds the rows of conversations, in one order, so that two such transactions wait for each other and never in a circle. */
async function lockRows(tx: Tx, ids: readonly string[]): Promise<Map<string, Row>> {
  const rows = rowsSchema.parse(
    await tx.$queryRaw`
      SELECT c.id, c.revision, c.unread_since IS NULL AS is_read, c.source_id, c.language,
        c.erased_at IS NOT NULL AS is_erased, k.id AS key_id, k.wrapped, k.kek_version
      FROM conversation c JOIN data_key k ON k.id = c.data_key_id
      WHERE c.id = ANY (${[...ids]}::uuid[]) ORDER BY c.id FOR NO KEY UPDATE OF c`,
  );
  return new Map(
    rows.map(({ key_id, wrapped, kek_version, is_read: isRead, source_id: sourceId, is_erased: isErased, ...row }) => [
      row.id,
      { ...row, isRead, sourceId, isErased, dataKey: { id: key_id, wrapped, kekVersion: kek_version } },
    ]),
  );
}

function classifiedEvent({ read, result, classificationId }: Stored): NewEvent {
  const { reading } = result;
  return {
    type: "inference.conversation.classified",
    actor: WORKER,
    conversationId: read.conversationId,
    facts: {
      classificationId,
      revision: read.revision,
      outcome: reading.outcome,
      engine: result.engine,
      model: result.model.slice(0, 80),
      strategy: result.strategy.name,
      unscoredReason: reading.outcome === "unscored" ? reading.reason : null,
      risks: reading.outcome === "risk" ? reading.risks.length : 0,
    },
  };
}

/** Whether the model failed on all or part of it. What it answered, but not so that it could be read, is no such failure. */
function modelFailed({ reading, windows }: EngineReading): boolean {
  return [reading, ...windows.map((window) => window.reading)].some(
    (each) => each.outcome === "unscored" && MODEL_FAILURES.includes(each.reason),
  );
}

/** From when a model may read this again: at once after a provisional reading, after a pause where the model failed. */
async function readAgainTime(tx: Tx, { read, result }: Stored): Promise<Date | null> {
  if (result.provisional) return new Date();
  if (!modelFailed(result)) return null;
  const { conversationId, revision } = read;
  const failures = await tx.classification.count({
    where: { conversationId, revision, OR: [{ unscoredReason: { in: [...MODEL_FAILURES] } }, { incomplete: true }] },
  });
  return new Date(Date.now() + modelPauseSeconds(failures) * 1000);
}

async function markRead(tx: Tx, read: readonly Stored[]): Promise<void> {
  if (read.length === 0) return;
  const rows: { id: string; status: string; again: string | null; language: string | null }[] = [];
  for (const one of read) {
    const again = await readAgainTime(tx, one);
    rows.push({
      id: one.row.id,
      status: STATUS_AFTER[one.result.reading.outcome],
      again: again?.toISOString() ?? null,
      language: one.read.language,
    });
  }
  await tx.$executeRaw`
    UPDATE conversation SET status = read.status::conversation_status, unread_since = NULL, read_again_at = read.again,
      language = COALESCE(read.language, conversation.language)
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS read (id uuid, status text, again timestamptz, language text)
    WHERE conversation.id = read.id`;
}

/** What is still unread arrived after this reading began: from then on counts how long it waits. */
async function moveWait(tx: Tx, { read: { conversationId, until } }: Stored): Promise<void> {
  if (until === null) return;
  const where = { id: conversationId, unreadSince: { lt: until } };
  await tx.conversation.updateMany({ where, data: { unreadSince: until } });
}

/**
 * Whether a reading of an older revision is acted on. A risk is, and so is a failure where nothing newer was read: while
 * messages keep coming there may be no newer reading. A failure has nothing to add to one that is there.
 */
function concernsCase({ newest, row, result: { reading } }: Stored): boolean {
  if (newest) return true;
  return reading.outcome === "risk" || (reading.outcome === "unscored" && !row.isRead);
}

async function routeAll(tx: Tx, stored: readonly Stored[], rates: SamplingRates): Promise<void> {
  const concerned = stored.filter(concernsCase);
  const clear = concerned.filter(({ result }) => result.reading.outcome === "none").map(({ row }) => row.id);
  const live = new Set(await listConversationsWithLiveCase(tx, clear));
  for (const { read, result, row, classificationId } of concerned) {
    // Clear words change nothing where no case waits: the step would be "nothing" (case-after-reading.ts).
    if (result.reading.outcome === "none" && !live.has(row.id)) continue;
    await routeReading(tx, WORKER, {
      conversationId: row.id,
      classificationId,
      revision: read.revision,
      newestRevision: row.revision,
      reading: result.reading,
      provisional: result.provisional,
      incomplete: result.incomplete,
      score: result.score?.flag ?? null,
    });
  }
  await sampleAfterReadings(tx, concerned, rates);
}

/** All of these are of different conversations. */
async function applyInOne(tx: Tx, done: readonly ReadingDone[], rates: SamplingRates): Promise<ReadingOutcome[]> {
  const rows = await lockRows(
    tx,
    done.map(({ read }) => read.conversationId),
  );
  const wanted = done.flatMap((one) => {
    const row = rows.get(one.read.conversationId);
    if (!row) throw new Error("a conversation that was read is gone");
    const newest = row.revision === one.read.revision;
    return row.isErased || (newest && row.isRead && !one.read.again) ? [] : [{ ...one, row, newest }];
  });
  const ids = await insertClassifications(
    tx,
    wanted.map(({ read, result, row }) => ({ of: { ...read, key: openDataKeyOrNull(row.dataKey) }, result })),
  );
  const stored = wanted.map((one, index): Stored => {
    const classificationId = ids[index];
    if (classificationId === undefined) throw new Error("a reading was not stored");
    return { ...one, classificationId };
  });
  await appendEvents(tx, stored.map(classifiedEvent));
  await markRead(
    tx,
    stored.filter(({ newest }) => newest),
  );
  for (const overtaken of stored.filter(({ newest }) => !newest)) await moveWait(tx, overtaken);
  await routeAll(tx, stored, rates);
  const kept = new Set(wanted.map(({ read }) => read));
  return done.map(({ read }) => (kept.has(read) ? "done" : "superseded"));
}

/** Readings of one conversation follow one another; different ones share a transaction. */
async function applyReadings(done: readonly ReadingDone[]): Promise<ReadingOutcome[]> {
  const outcomes = new Map<ReadingDone, ReadingOutcome>();
  const rates = await currentSetting("sampling");
  let waiting = [...done];
  while (waiting.length > 0) {
    const seen = new Set<string>();
    const [now, later]: [ReadingDone[], ReadingDone[]] = [[], []];
    for (const one of waiting) {
      const { conversationId } = one.read;
      (seen.has(conversationId) ? later : now).push(one);
      seen.add(conversationId);
    }
    const applied = await db().$transaction((tx) => applyInOne(tx, now, rates));
    for (const [index, outcome] of applied.entries()) outcomes.set(now[index] as ReadingDone, outcome);
    waiting = later;
  }
  return done.map((one) => outcomes.get(one) ?? "superseded");
}

/**
 * Stores a reading and acts on what was found: the classification, the case and the audit events are one transaction.
 * Readings that end while others are being stored share the next one, and its commit.
 */
export const applyReading = together<ReadingDone, ReadingOutcome>(
  applyReadings,
  { items: AT_MOST, size: AT_MOST, sizeOf: () => 1, atOnce: 2 },
  isDatabaseAway,
);
