import "server-only";
import { createHash, type KeyObject } from "node:crypto";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { failReceiving } from "@/domain/ingest/uploads/fail-receiving";
import { getUploadRow, toUploadDto } from "@/domain/ingest/uploads/upload-dto";
import { PIECE_BYTES } from "@/domain/ingest/uploads/upload-file";
import { fileNamePlace, optionsPlace, piecePlace } from "@/domain/ingest/uploads/upload-places";
import type { UploadDto, UploadOptions } from "@/domain/ingest/uploads/upload-schema";
import { findUploadSource } from "@/domain/ingest/uploads/upload-source";
import { sealBytes, sealText } from "@/lib/crypto/seal";
import { db, type Prisma, type Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { keyring } from "@/lib/keys/data-keys";

/** Largest file, in bytes. */
const MAX_UPLOAD_BYTES = 4 * 1024 * 1024 * 1024;

export type NewUpload = { fileName: string; sourceId?: string; options: UploadOptions };

/**
 * Takes a transcript file in, piece by piece, each sealed and durable before the next is read. A worker then looks
 * through it; nothing of it becomes a conversation before somebody starts that.
 * @throws FORBIDDEN, NOT_FOUND (no such source), INVALID (empty), TOO_LARGE, CONFLICT (cancelled meanwhile); what arrived
 *   until then is removed
 */
export async function createUpload(
  actor: Actor,
  { fileName, sourceId, options }: NewUpload,
  content: AsyncIterable<Uint8Array>,
): Promise<UploadDto> {
  requireRight(actor, "source.manage");
  const source = await findUploadSource(actor, sourceId);
  const id = newId();
  await db().upload.create({
    data: {
      id,
      sourceId: source.id,
      createdById: actor.kind === "user" ? actor.userId : null,
      fileNameSealed: sealText(source.key.key, fileName, fileNamePlace(id)),
      optionsSealed: sealText(source.key.key, JSON.stringify(options), optionsPlace(id)),
    },
  });
  try {
    const { bytes, hash } = await storePieces(id, source.key.key, content);
    if (bytes === 0) throw new AppError("INVALID", "The file is empty. Choose another one.");
    return await db().$transaction(async (tx) => {
      const contentHash = keyring().lookupHash("upload", hash);
      await changeReceiving(tx, id, { state: "scanning", bytes, contentHash });
      const facts = { uploadId: id, sourceId: source.id, bytes };
      await appendEvent(tx, { type: "ingest.upload.received", actor, facts });
      return toUploadDto(await getUploadRow(tx, id));
    });
  } catch (error) {
    await failReceiving(actor, id);
    throw error;
  }
}

async function storePieces(uploadId: string, key: KeyObject, content: AsyncIterable<Uint8Array>) {
  const hash = createHash("sha256");
  let bytes = 0;
  let position = 0;
  for await (const piece of inPieces(content)) {
    bytes += piece.byteLength;
    if (bytes > MAX_UPLOAD_BYTES) {
      throw new AppError("TOO_LARGE", `A file may have at most ${MAX_UPLOAD_BYTES / 1024 ** 3} GiB. Split it.`);
    }
    hash.update(piece);
    const bodySealed = sealBytes(key, piece, piecePlace(uploadId, position));
    const data = { uploadId, position, bodySealed };
    await db().$transaction(async (tx) => {
      await changeReceiving(tx, uploadId, { bytes });
      await tx.uploadPiece.create({ data });
    });
    position += 1;
  }
  return { bytes, hash: hash.digest("hex") };
}

/** Throws CONFLICT once somebody has cancelled it: then nothing more of the file is kept. */
async function changeReceiving(tx: Tx, id: string, data: Prisma.UploadUpdateManyMutationInput): Promise<void> {
  const { count } = await tx.upload.updateMany({
    where: { id, state: "receiving" },
    data: { ...data, touchedAt: new Date() },
  });
  if (count === 0) throw new AppError("CONFLICT", "This upload was ended before the whole file had arrived.");
}

/** Cuts a stream into pieces of exactly `PIECE_BYTES`, the last one excepted. */
async function* inPieces(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    waiting.push(chunk);
    size += chunk.byteLength;
    if (size < PIECE_BYTES) continue;
    const joined = Buffer.concat(waiting);
    let at = 0;
    for (; joined.length - at >= PIECE_BYTES; at += PIECE_BYTES) yield joined.subarray(at, at + PIECE_BYTES);
    waiting = [joined.subarray(at)];
    size = joined.length - at;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
