import "server-only";
import { z } from "zod";
import type { Actor } from "@/domain/access/actor";
import { type IncomingMessage, type IncomingThread, storableId } from "@/domain/ingest/incoming-message";
import type { MessageRole } from "@/domain/ingest/message";
import { storeThreads } from "@/domain/ingest/store-threads";
import { PreviewCounts } from "@/domain/ingest/transcripts/preview-transcript";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import type {
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";
import { readTranscript } from "@/domain/ingest/transcripts/without-metadata";
import { extendLease } from "@/domain/ingest/uploads/upload-lease";
import { readOptionsOf } from "@/domain/ingest/uploads/upload-options";
import type { UploadOptions } from "@/domain/ingest/uploads/upload-schema";
import { conversationKey } from "@/domain/ingest/uploads/upload-source";
import { db, type Tx } from "@/lib/db/client";
import { isTransactionTooLong } from "@/lib/http/database-away";
import { log } from "@/lib/log/log";

/** What is stored in one transaction: enough messages or threads, or enough rejected records. */
const PART_MESSAGES = 1_000;
const PART_THREADS = 200;
const PART_REJECTED = 1_000;
/** In UTF-16 code units of text: a part is in memory several times over while it is sealed and sent. */
const PART_LENGTH = 4_000_000;
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** How long a part may take to be stored, and how often that is tried before it is a failure of ours. */
const PART_TIMEOUT_MS = 120_000;
const PART_ATTEMPTS = 5;

/** The upload as this run holds it. `position`: items that are done already. `partTimeoutMs`: 2 minutes when left out. */
export type HeldUpload = {
  id: string;
  leaseToken: string;
  source: { id: string; platform: string };
  position: bigint;
  partTimeoutMs?: number;
};
export type Reading = { file: SourceFile; format: TranscriptFormat; options: UploadOptions };

type Part = {
  threads: Map<string, IncomingMessage[]>;
  messages: number;
  length: number;
  rejected: { line: number; reason: string }[];
};
const emptyPart = (): Part => ({ threads: new Map(), messages: 0, length: 0, rejected: [] });

/**
 * Brings a file in, part by part: each part's messages and the place up to which the file is done are one transaction, so
 * that a run that dies is gone on with where it was, and none is stored twice.
 * @param onItem is told of every item, those done before included
 * @returns `stopped` when the signal was given, or somebody paused or cancelled it, or another holds it now
 * @throws TranscriptRefused when the file cannot be read further; and what stands behind a part that took too long five
 *   times. What was stored stays
 */
export async function bringIn(
  actor: Actor,
  upload: HeldUpload,
  { file, format, options }: Reading,
  signal: AbortSignal,
  onItem: (item: TranscriptItem) => void = () => {},
): Promise<"finished" | "stopped"> {
  const seen = new PreviewCounts();
  let position = 0n;
  let part = emptyPart();
  for await (const item of readTranscript(format, file, readOptionsOf(options))) {
    position += 1n;
    seen.add(item);
    onItem(item);
    if (position <= upload.position) continue;
    addTo(part, item, upload.source, format.name, options.roles ?? {});
    if (!isFull(part)) continue;
    if (signal.aborted || !(await commit(actor, upload, part, position, seen.conversationCount))) return "stopped";
    part = emptyPart();
  }
  const stored = !signal.aborted && (await commit(actor, upload, part, position, seen.conversationCount));
  return stored ? "finished" : "stopped";
}

function isFull({ messages, length, threads, rejected }: Part): boolean {
  const isLarge = messages >= PART_MESSAGES || length >= PART_LENGTH;
  return isLarge || threads.size >= PART_THREADS || rejected.length >= PART_REJECTED;
}

function addTo(
  part: Part,
  item: TranscriptItem,
  source: { platform: string },
  format: string,
  roles: Readonly<Record<string, MessageRole>>,
): void {
  if (item.kind === "rejected") part.rejected.push({ line: item.line, reason: item.reason });
  if (item.kind !== "messages") return;
  const key = storableId(conversationKey(source, format, item.conversation.id));
  const messages = part.threads.get(key) ?? [];
  part.threads.set(key, messages);
  for (const message of item.messages) {
    messages.push(incomingFrom(message, roles));
    part.length += message.text.length;
  }
  part.messages += item.messages.length;
}

function incomingFrom(message: TranscriptMessage, roles: Readonly<Record<string, MessageRole>>): IncomingMessage {
  const { speaker, editedAt, sentAt, sequence } = message;
  return {
    kind: "import",
    externalId: storableId(message.id),
    role: (Object.hasOwn(roles, speaker.id) ? roles[speaker.id] : undefined) ?? message.role,
    author: speaker,
    text: message.text,
    ...(isStorable(sentAt) ? { sentAt } : {}),
    ...(isStorable(editedAt) ? { editedAt } : {}),
    ...(message.isDeleted ? { deletedAt: [editedAt, sentAt].find(isStorable) ?? new Date() } : {}),
    ...(sequence === undefined ? {} : { sequence }),
    ...(message.isPrivateNote ? { isPrivateNote: true } : {}),
  };
}

function isStorable(time: Date | undefined): time is Date {
  return time !== undefined && time.getTime() >= EARLIEST && time.getTime() < LATEST;
}

const heldSchema = z.tuple([
  z.object({ state: z.string(), leaseToken: z.string().nullable(), rejected: z.number().int() }),
]);

/** Stores a part, again where that took too long: on a busy machine the next try may do. The last one is what it is. */
async function commit(...given: Parameters<typeof store>): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store(...given);
    } catch (error) {
      if (!isTransactionTooLong(error) || attempt === PART_ATTEMPTS) throw error;
      log.warn({ upload: given[1].id, attempt }, "a part of an upload took too long to be stored; trying again");
    }
  }
}

/** Stores a part and the new position. False when this run no longer holds the upload: then nothing is stored. */
async function store(
  actor: Actor,
  upload: HeldUpload,
  part: Part,
  position: bigint,
  conversations: number,
): Promise<boolean> {
  return db().$transaction(
    async (tx) => {
      const held = await lockUpload(tx, upload.id);
      if (held.state !== "running" || held.leaseToken !== upload.leaseToken) return false;
      const threads: IncomingThread[] = [...part.threads].map(([externalId, messages]) => ({ externalId, messages }));
      const stored = threads.length > 0 ? await storeThreads(tx, actor, upload.source.id, threads) : [];
      await insertRejected(tx, upload.id, held.rejected, part.rejected);
      await tx.upload.update({
        where: { id: upload.id },
        data: {
          position,
          conversations,
          messages: { increment: part.messages },
          added: { increment: stored.reduce((sum, { added }) => sum + added, 0) },
          rejected: { increment: part.rejected.length },
          touchedAt: new Date(),
        },
      });
      // While the row was held nobody could renew: without this, whoever waits for it would find the lease run out.
      await extendLease(tx, upload.id, upload.leaseToken);
      return true;
    },
    { timeout: upload.partTimeoutMs ?? PART_TIMEOUT_MS },
  );
}

async function lockUpload(tx: Tx, id: string) {
  const [row] = heldSchema.parse(
    await tx.$queryRaw`
      SELECT state::text AS state, lease_token AS "leaseToken", rejected FROM upload WHERE id = ${id}::uuid FOR UPDATE`,
  );
  return row;
}

/** @param before how many there are already: each has a number of its own */
async function insertRejected(tx: Tx, uploadId: string, before: number, rejected: Part["rejected"]): Promise<void> {
  if (rejected.length === 0) return;
  await tx.uploadRejection.createMany({
    data: rejected.map(({ line, reason }, index) => ({ uploadId, position: before + index, line, reason })),
  });
}
