import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { openQuestions } from "@/domain/ingest/uploads/open-questions";
import { removePieces } from "@/domain/ingest/uploads/remove-pieces";
import { getUploadRow, optionsOf, toUploadDetail } from "@/domain/ingest/uploads/upload-dto";
import { optionsPlace } from "@/domain/ingest/uploads/upload-places";
import type { UploadDetail, UploadOptions } from "@/domain/ingest/uploads/upload-schema";
import { stateAfter, type UploadAction } from "@/domain/ingest/uploads/upload-state";
import { sealText } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { openDataKey } from "@/lib/keys/data-keys";

/**
 * Moves an upload on: `answer` looks through it again with other options, `start` brings it in, `pause`, `resume` and
 * `cancel` are what they say. What was brought in before a cancellation stays.
 * @param options for `answer` and `start`: they replace those given before
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT (not now, with the `state` it is in), INVALID (a question is still open)
 */
export async function changeUpload(
  actor: Actor,
  uploadId: string,
  action: UploadAction,
  options?: UploadOptions,
): Promise<UploadDetail> {
  requireRight(actor, "source.manage");
  const changed = await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM upload WHERE id = ${uploadId}::uuid FOR UPDATE`;
    const row = await getUploadRow(tx, uploadId);
    // A run of the command line that was killed, and is not taken up again, can still be ended.
    if (row.isLocal && action !== "cancel") {
      throw new AppError("CONFLICT", "This upload is run from the command line. Stop it there, or cancel it.");
    }
    const state = stateAfter(action, row.state);
    if (action === "start") refuseOpenQuestions(toUploadDetail(row));
    const key = openDataKey(row.source.dataKey);
    const ended = state === "cancelled" ? { finishedAt: new Date() } : {};
    const started = action === "start" ? { startedAt: new Date(), bytesRead: 0 } : {};
    const again = action === "answer" ? { previewSealed: null, bytesRead: 0 } : {};
    const takesOptions = action === "answer" || action === "start";
    const answered =
      takesOptions && options && key
        ? {
            optionsSealed: sealText(
              key.key,
              JSON.stringify(merged(action, optionsOf(row), options)),
              optionsPlace(row.id),
            ),
          }
        : {};
    await tx.upload.update({
      where: { id: uploadId },
      data: { state, touchedAt: new Date(), ...ended, ...started, ...again, ...answered },
    });
    if (action === "answer") await appendEvent(tx, { type: "ingest.upload.changed", actor, facts: { uploadId } });
    if (action === "start" || action === "resume") {
      await appendEvent(tx, { type: "ingest.upload.started", actor, facts: { uploadId } });
    }
    if (action === "pause") await appendEvent(tx, { type: "ingest.upload.paused", actor, facts: { uploadId } });
    if (state === "cancelled") {
      const { conversations, messages, rejected } = row;
      const facts = { uploadId, state, conversations, messages, rejected };
      await appendEvent(tx, { type: "ingest.upload.ended", actor, facts });
    }
    return toUploadDetail(await getUploadRow(tx, uploadId));
  });
  if (changed.state === "cancelled") await removePieces(uploadId);
  return changed;
}

/** How the file is read was settled by the preview: a start only says who speaks in which role. */
function merged(action: UploadAction, before: UploadOptions, options: UploadOptions): UploadOptions {
  return action === "start" ? { ...before, ...(options.roles ? { roles: options.roles } : {}) } : options;
}

function refuseOpenQuestions(upload: UploadDetail): void {
  const questions = openQuestions(upload);
  if (questions.length > 0) {
    throw new AppError("INVALID", questions.join(" "), { members: { guessed: upload.guessed } });
  }
  if (upload.preview === null || upload.preview.messages === 0) {
    throw new AppError("INVALID", "There is no message in this file that could be brought in.");
  }
}
