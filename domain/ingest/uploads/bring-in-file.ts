import "server-only";
import { createHash } from "node:crypto";
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
 * @throws FORBIDDEN, NOT_FOUND (no such source), TranscriptRefused, CONFLICT (another run of the same file is under way)
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
  const timer = setInterval(() => void renew(id, leaseToken), RENEW_MS);
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
    clearInterval(timer);
  }
  const { added } = await db().upload.findUniqueOrThrow({ where: { id }, select: { added: true } });
  return { added };
}

const RENEW_MS = 3_000;
/** A run that was killed can be gone on with after this long, in seconds. */
const LEASE_SECONDS = 10;

async function renew(id: string, leaseToken: string): Promise<void> {
  await db()
    .upload.updateMany({ where: { id, leaseToken }, data: { leaseUntil: leaseEnd() } })
    // The next part notices a database that is away.
    .catch(() => {});
}

function leaseEnd(): Date {
  return new Date(Date.now() + LEASE_SECONDS * 1000);
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
    where: { contentHash, sourceId: source.id, format: format.name, isLocal: true, state: "running" },
    orderBy: { createdAt: "desc" },
  });
  if (unfinished) {
    const taken = await db().upload.updateMany({
      where: { id: unfinished.id, OR: [{ leaseUntil: null }, { leaseUntil: { lt: new Date() } }] },
      data: { leaseToken, leaseUntil: leaseEnd() },
    });
    if (taken.count === 1) return { id: unfinished.id, position: unfinished.position };
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
        leaseUntil: leaseEnd(),
        startedAt: new Date(),
      },
    });
    const facts = { uploadId: id, sourceId: source.id, bytes: file.size };
    await appendEvent(tx, { type: "ingest.upload.received", actor, facts });
    await appendEvent(tx, { type: "ingest.upload.started", actor, facts: { uploadId: id } });
  });
  return { id, position: 0n };
}

async function hashOf(file: SourceFile): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of file.stream()) hash.update(piece);
  return hash.digest("hex");
}
