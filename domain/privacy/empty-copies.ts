import "server-only";
import { z } from "zod";
import { fileNamePlace } from "@/domain/ingest/uploads/upload-places";
import { evaluationPlace } from "@/domain/measure/evaluations/evaluation-row";
import { sealText } from "@/lib/crypto/seal";
import type { Tx } from "@/lib/db/client";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

const handled = ["normalised", "ignored"] as const;

/**
 * Empties the copies that intake keeps of a source for a while, sealed under the source's key and not by person: bodies of
 * deliveries that were read, previews and names of uploads that have ended. Nobody's message is lost by it; replaying
 * those deliveries is.
 */
export async function emptySourceCopies(tx: Tx, sourceIds: readonly string[]): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { sourceId: { in: [...sourceIds] }, state: { in: [...handled] }, bodySealed: { not: null } },
    data: { bodySealed: null },
  });
  const uploads = await tx.upload.findMany({
    where: {
      sourceId: { in: [...sourceIds] },
      state: { in: ["finished", "cancelled", "failed"] },
      previewSealed: { not: null },
    },
    select: { id: true, source: { select: { dataKey: true } } },
  });
  for (const { id, source } of uploads) {
    const key = openDataKeyOrNull(source.dataKey);
    const name = key && sealText(key.key, "", fileNamePlace(id));
    await tx.upload.update({
      where: { id },
      data: { previewSealed: null, optionsSealed: null, ...(name ? { fileNameSealed: name } : {}) },
    });
    await tx.uploadPiece.deleteMany({ where: { uploadId: id } });
  }
}

/**
 * Forgets what names these conversations elsewhere: answers kept for repeated requests, and thread ids in messages that
 * were sent. One that waits needs the id to be understood, and loses it when it stops waiting (a trigger on the table).
 */
export async function emptyTraces(tx: Tx, conversationIds: readonly string[]): Promise<void> {
  const ids = [...conversationIds];
  // The hash of a body is not keyed, and a short message could be guessed from it.
  await tx.$executeRaw`DELETE FROM idempotent_request WHERE answer->>'id' = ANY (${ids}::text[])`;
  // Whoever is sending one now is waited for, so that it is either seen as sent here, or ends after this is in force.
  await tx.$queryRaw`
    SELECT o.id FROM outbound_delivery o JOIN decision d ON d.id = o.decision_id
    WHERE d.conversation_id = ANY (${ids}::uuid[]) ORDER BY o.id FOR UPDATE OF o`;
  await tx.$executeRaw`
    UPDATE outbound_delivery o SET body = jsonb_set(o.body, '{data,externalId}', 'null') FROM decision d
    WHERE d.id = o.decision_id AND d.conversation_id = ANY (${ids}::uuid[]) AND o.state <> 'waiting'
      AND o.body->'data' ? 'externalId'`;
}

const idRow = z.array(z.object({ id: z.uuid() }));

/**
 * Destroys the keys of evaluation files that hold one of these conversations, as `export evaluation` writes them: their
 * figures stay, their texts are gone.
 * @returns the runs with their keys
 */
export async function destroyEvaluationCopies(tx: Tx, conversationIds: readonly string[]) {
  const runs = idRow.parse(
    await tx.$queryRaw`
      SELECT e.id FROM evaluation_run e JOIN data_key k ON k.id = e.data_key_id WHERE k.wrapped IS NOT NULL ORDER BY e.id`,
  );
  const gone: { kind: "evaluation"; id: string; dataKeyId: string }[] = [];
  for (const { id } of runs) {
    // One at a time: each file is up to 5 MiB.
    const run = await tx.evaluationRun.findUniqueOrThrow({ where: { id }, include: { dataKey: true } });
    const text = openTextOrNull(openDataKeyOrNull(run.dataKey), run.fileSealed, evaluationPlace(id, "file_sealed"));
    if (text === null || !conversationIds.some((each) => text.includes(each))) continue;
    await tx.dataKey.update({ where: { id: run.dataKeyId }, data: { wrapped: null, erasedAt: new Date() } });
    gone.push({ kind: "evaluation", id, dataKeyId: run.dataKeyId });
  }
  return gone;
}
