import "server-only";
import { keepCheckpoint } from "@/domain/audit/keep-checkpoint";
import { findNewestCheckpoint } from "@/domain/audit/list-checkpoints";
import type { CheckpointDto } from "@/domain/audit/log-dto";
import { claimPlace, forgetOtherPlaces, notePublished, type Place, placesOf } from "@/domain/outbox/publication-places";
import { lastCheckpointSent, queueCheckpoint } from "@/domain/outbox/queue-checkpoint";
import { currentSetting } from "@/domain/settings/current-setting";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log/log";
import { putText } from "@/lib/outbound/put-text";
import { writeOnce } from "@/lib/outbound/write-once";

async function send(place: Exclude<Place, { kind: "endpoint" }>, checkpoint: CheckpointDto): Promise<string | null> {
  const digits = String(checkpoint.size).padStart(12, "0");
  if (place.kind === "folder") return writeOnce(place.folder, `checkpoint-${digits}.txt`, checkpoint.note);
  const { allowedNetworks } = await currentSetting("alerts");
  const sent = await putText(place.url.replaceAll("{size}", digits), checkpoint.note, { allowedNetworks });
  return sent.ok ? null : sent.error;
}

async function publishTo(place: Place, checkpoint: CheckpointDto, everySeconds: number): Promise<boolean> {
  const { size } = checkpoint;
  if (place.kind === "endpoint") {
    return db().$transaction(async (tx) => {
      const last = await lastCheckpointSent(tx, place.endpointId);
      if (!(await claimPlace(tx, place.name, size, everySeconds))) {
        // The message went on its own way meanwhile: what became of it is known by now.
        const row = await tx.auditPublication.findUnique({ where: { place: place.name } });
        const isNews = last && ("size" in last ? Number(row?.treeSize ?? -1) !== last.size : row?.error !== last.error);
        if (isNews) await notePublished(tx, place.name, last);
        return false;
      }
      await keepCheckpoint(tx, size);
      const problem = await queueCheckpoint(tx, place.endpointId, checkpoint);
      if (problem !== null) await notePublished(tx, place.name, { error: problem });
      return true;
    });
  }
  const mine = await db().$transaction(async (tx) => {
    const claimed = await claimPlace(tx, place.name, size, everySeconds);
    if (claimed) await keepCheckpoint(tx, size);
    return claimed;
  });
  if (!mine) return false;
  const error = await send(place, checkpoint);
  if (error !== null) log.error({ place: place.name, why: error }, "a checkpoint was not published");
  await db().$transaction((tx) => notePublished(tx, place.name, error === null ? { size } : { error }));
  return true;
}

/**
 * Takes the newest checkpoint out of the desk, to each place of the setting that is due. What fails is tried again within
 * a minute and is told of as an alert after an hour. Any number of processes may run it.
 * @returns to how many places it was taken
 */
export async function publishCheckpoint(): Promise<number> {
  const setting = await currentSetting("checkpoints");
  const places = placesOf(setting);
  await db().$transaction((tx) => forgetOtherPlaces(tx, places));
  const newest = places.length > 0 ? await findNewestCheckpoint() : null;
  if (!newest) return 0;
  const published = await Promise.all(places.map((place) => publishTo(place, newest, setting.everySeconds)));
  return published.filter(Boolean).length;
}
