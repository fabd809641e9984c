import "server-only";
import { z } from "zod";
import type { SystemActor } from "@/domain/access/actor";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { bringIn, type HeldUpload } from "@/domain/ingest/uploads/bring-in";
import { endUpload } from "@/domain/ingest/uploads/end-upload";
import { scanFile } from "@/domain/ingest/uploads/scan-file";
import { getUploadRow, keptPreviewSchema, optionsOf, type UploadRow } from "@/domain/ingest/uploads/upload-dto";
import { uploadFile } from "@/domain/ingest/uploads/upload-file";
import { extendLease, keepRenewing, LEASE_SECONDS } from "@/domain/ingest/uploads/upload-lease";
import { findFormat } from "@/domain/ingest/uploads/upload-options";
import { fileNamePlace, previewPlace } from "@/domain/ingest/uploads/upload-places";
import { openText, SealBroken, sealText } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import { isDatabaseAway, isTransactionTooLong } from "@/lib/http/database-away";
import { loggableError } from "@/lib/http/loggable-error";
import { newId } from "@/lib/ids/new-id";
import { openDataKey } from "@/lib/keys/data-keys";
import { log } from "@/lib/log/log";

const WORKER: SystemActor = { kind: "system", process: "worker" };
const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Takes the oldest upload that has something to be done and does it: looks through its file, or brings it in. A worker
 * that died half way is replaced once its lease has run out, and the other goes on where it was.
 * @param signal given when the process stops: the run ends after the part under way
 * @param limits see `HeldUpload`
 * @returns whether there was one
 */
export async function workOnUpload(
  signal: AbortSignal,
  limits: Pick<HeldUpload, "partTimeoutMs"> = {},
): Promise<boolean> {
  const leaseToken = newId();
  const taken = idsSchema.parse(
    await db().$queryRaw`
    UPDATE upload SET lease_token = ${leaseToken}::uuid, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    WHERE id = (
      SELECT id FROM upload
      WHERE state IN ('scanning', 'running') AND NOT is_local AND (lease_until IS NULL OR lease_until < now())
      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`,
  );
  const id = taken[0]?.id;
  if (id === undefined) return false;
  const row = await getUploadRow(db(), id);
  const progress = { bytesRead: 0 };
  const lost = new AbortController();
  const endRenewing = keepRenewing(async () => {
    if (!(await renew(id, leaseToken, progress))) lost.abort();
  });
  try {
    const stop = AbortSignal.any([signal, lost.signal]);
    if (row.state === "scanning") await scan(row, leaseToken, progress, stop);
    else await run(row, { leaseToken, ...limits }, progress, stop);
  } catch (error) {
    await fail(id, leaseToken, error);
  } finally {
    endRenewing();
    await db().upload.updateMany({ where: { id, leaseToken }, data: { leaseToken: null, leaseUntil: null } });
  }
  return true;
}

type Progress = { bytesRead: number };

async function renew(id: string, leaseToken: string, { bytesRead }: Progress): Promise<boolean> {
  try {
    await db().upload.updateMany({ where: { id, leaseToken }, data: { bytesRead } });
    return await extendLease(db(), id, leaseToken);
  } catch (error) {
    log.warn({ upload: id, error: loggableError(error) }, "the lease of an upload was not renewed");
    return true;
  }
}

function openFile(row: UploadRow, progress: Progress) {
  const key = openDataKey(row.source.dataKey);
  if (!key) throw new TranscriptRefused("The key of this source was erased.");
  const name = openText(key.key, row.fileNameSealed, fileNamePlace(row.id));
  const file = uploadFile({ id: row.id, name, bytes: Number(row.bytes), key }, (bytes) => {
    progress.bytesRead += bytes;
  });
  return { file, key };
}

async function scan(row: UploadRow, leaseToken: string, progress: Progress, signal: AbortSignal): Promise<void> {
  const { file, key } = openFile(row, progress);
  const { format, preview, refusal } = await scanFile(file, optionsOf(row), signal);
  if (signal.aborted) return;
  if (preview && row.contentHash !== null) {
    const { contentHash, sourceId } = row;
    const earlier = await db().upload.findFirst({ where: { contentHash, sourceId, state: "finished" } });
    if (earlier) {
      const day = earlier.finishedAt?.toISOString().slice(0, 10);
      preview.warnings.push(`This file was brought in before, on ${day}. What is there already will not change.`);
    }
  }
  const kept = keptPreviewSchema.parse({ preview, refusal });
  await db().upload.updateMany({
    where: { id: row.id, leaseToken, state: "scanning" },
    data: {
      state: "previewed",
      format,
      previewSealed: sealText(key.key, JSON.stringify(kept), previewPlace(row.id)),
      touchedAt: new Date(),
    },
  });
}

async function run(
  row: UploadRow,
  held: Pick<HeldUpload, "leaseToken" | "partTimeoutMs">,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { file } = openFile(row, progress);
  const format = row.format === null ? null : findFormat(row.format);
  if (!format) throw new TranscriptRefused("This version of Vigil does not know the format any more.");
  const upload = { ...held, id: row.id, source: row.source, position: row.position };
  const end = await bringIn(WORKER, upload, { file, format, options: optionsOf(row) }, signal);
  if (end === "finished") await endUpload(WORKER, row.id, held.leaseToken, { state: "finished" });
}

/** What a person can do something about is said; the rest is in the log. A database that is away is waited for. */
async function fail(id: string, leaseToken: string, error: unknown): Promise<void> {
  if (isDatabaseAway(error) && !isTransactionTooLong(error)) throw error;
  if (!(error instanceof TranscriptRefused)) log.error({ upload: id, error: loggableError(error) }, "an upload failed");
  const failure =
    error instanceof TranscriptRefused
      ? error.reason
      : error instanceof SealBroken
        ? "The stored file cannot be opened any more. Upload it again."
        : "Vigil failed while reading it; the log of the worker says why. What was brought in stays.";
  await endUpload(WORKER, id, leaseToken, { state: "failed", failure });
}
