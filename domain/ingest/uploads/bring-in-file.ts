import "server-only";
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Actor } from "@/domain/access/actor";
import { requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import {
  type TranscriptFormat,
  type TranscriptItem,
  TranscriptRefused,
} from "@/domain/ingest/transcripts/transcript-format";
import { bringIn } from "@/domain/ingest/uploads/bring-in";
import { endUpload } from "@/domain/ingest/uploads/end-upload";
import { optionsOf, UPLOAD_ROW, type UploadRow } from "@/domain/ingest/uploads/upload-dto";
import { extendLease, keepRenewing, LEASE_SECONDS } from "@/domain/ingest/uploads/upload-lease";
import { fileNamePlace, optionsPlace } from "@/domain/ingest/uploads/upload-places";
import type { UploadOptions } from "@/domain/ingest/uploads/upload-schema";
import { findUploadSource, type UploadSource } from "@/domain/ingest/uploads/upload-source";
import { sealText } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { keyring } from "@/lib/keys/data-keys";

type Wanted = { format: TranscriptFormat; options: UploadOptions; sourceId: string | undefined };

/**
 * Brings in a file that lies on this machine, as the command line does. A run of the same file that was stopped or killed
 * before is gone on with where it was; a file that was brought in before adds nothing.
 * @param onItem is told of every item of the file
 * @returns how many messages were new
 * @throws FORBIDDEN, NOT_FOUND (no such source), TranscriptRefused, CONFLICT (another run of the same file is under way,
 *   or was not finished and read it in another way)
 */
export async function bringInFile(
  actor: Actor,
  file: SourceFile,
  { format, options, sourceId }: Wanted,
  onItem: (item: TranscriptItem) => void,
): Promise<{ added: number }> {
  requireRight(actor, "source.manage");
  const source = await findUploadSource(actor, sourceId);
  const leaseToken = newId();
  const contentHash = keyring().lookupHash("upload", await hashOf(file));
  const { id, position } = await takeUp(actor, source, file, { contentHash, format, options, leaseToken });
  // The next part notices a database that is away, and a lease that was lost.
  const endRenewing = keepRenewing(() =>
    extendLease(db(), id, leaseToken).then(
      () => {},
      () => {},
    ),
  );
  try {
    const never = new AbortController().signal;
    const end = await bringIn(actor, { id, leaseToken, source, position }, { file, format, options }, never, onItem);
    if (end === "stopped")
      throw new AppError("CONFLICT", "It was cancelled, or another run of this file has taken over.");
    await endUpload(actor, id, leaseToken, { state: "finished" });
  } catch (error) {
    if (error instanceof TranscriptRefused) {
      await endUpload(actor, id, leaseToken, { state: "failed", failure: error.reason });
    }
    throw error;
  } finally {
    endRenewing();
  }
  const { added } = await db().upload.findUniqueOrThrow({ where: { id }, select: { added: true } });
  return { added };
}

type New = {
  contentHash: Uint8Array<ArrayBuffer>;
  format: TranscriptFormat;
  options: UploadOptions;
  leaseToken: string;
};

/** The run of this file that was not finished, or a new one. */
async function takeUp(actor: Actor, source: UploadSource, file: SourceFile, made: New) {
  const { contentHash, format, options, leaseToken } = made;
  const unfinished = await db().upload.findFirst({
    where: { contentHash, sourceId: source.id, isLocal: true, state: "running" },
    orderBy: { createdAt: "desc" },
    include: UPLOAD_ROW,
  });
  if (unfinished) {
    refuseOtherWay(unfinished, format, options);
    const taken = await db().$executeRaw`
      UPDATE upload SET lease_token = ${leaseToken}::uuid
      WHERE id = ${unfinished.id}::uuid AND state = 'running' AND (lease_until IS NULL OR lease_until < clock_timestamp())`;
    if (taken === 1 && (await extendLease(db(), unfinished.id, leaseToken)))
      return { id: unfinished.id, position: unfinished.position };
    const wait = `Wait ${LEASE_SECONDS} seconds if it was killed, then try again.`;
    throw new AppError("CONFLICT", `Another run of this file is under way. ${wait}`);
  }
  const id = newId();
  await db().$transaction(async (tx) => {
    await tx.upload.create({
      data: {
        id,
        sourceId: source.id,
        fileNameSealed: sealText(source.key.key, file.name, fileNamePlace(id)),
        optionsSealed: sealText(source.key.key, JSON.stringify(options), optionsPlace(id)),
        contentHash,
        bytes: file.size,
        format: format.name,
        state: "running",
        isLocal: true,
        leaseToken,
        startedAt: new Date(),
      },
    });
    await extendLease(tx, id, leaseToken);
    const facts = { uploadId: id, sourceId: source.id, bytes: file.size };
    await appendEvent(tx, { type: "ingest.upload.received", actor, facts });
    await appendEvent(tx, { type: "ingest.upload.started", actor, facts: { uploadId: id } });
  });
  return { id, position: 0n };
}

/** What is done already was read in one way: the rest in another would make one file two, without anybody knowing where. */
function refuseOtherWay(unfinished: UploadRow, format: TranscriptFormat, options: UploadOptions): void {
  const before = { ...optionsOf(unfinished), format: unfinished.format };
  // By way of JSON, as they are stored: what is left out and what is undefined are the same.
  const now: unknown = JSON.parse(JSON.stringify({ ...options, format: format.name }));
  if (isDeepStrictEqual(before, now)) return;
  const detail = "A run of this file was not finished, and read it with other options. Use the same options, or first";
  throw new AppError("CONFLICT", `${detail} cancel that run on the page of uploads.`, {
    members: { uploadId: unfinished.id },
  });
}

async function hashOf(file: SourceFile): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of file.stream()) hash.update(piece);
  return hash.digest("hex");
}
