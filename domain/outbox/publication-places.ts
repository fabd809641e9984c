import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { Prisma, type Tx } from "@/lib/db/client";

/** Where a checkpoint goes, by the name under which its state is kept: another address is another place, and due at once. */
export type Place =
  | { name: `folder ${string}`; kind: "folder"; folder: string }
  | { name: `store ${string}`; kind: "store"; url: string }
  | { name: `endpoint ${string}`; kind: "endpoint"; endpointId: string };

/** After a failure it is tried again this soon, in seconds, or as often as it is published if that is sooner. */
const RETRY_SECONDS = 60;

const shortOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** The places that the setting names. Pure. */
export function placesOf(setting: { folder: string; storeUrl: string; endpointIds: readonly string[] }): Place[] {
  const { folder, storeUrl: url } = setting;
  return [
    ...(folder === "" ? [] : [{ name: `folder ${shortOf(folder)}`, kind: "folder", folder } as const]),
    ...(url === "" ? [] : [{ name: `store ${shortOf(url)}`, kind: "store", url } as const]),
    ...setting.endpointIds.map(
      (endpointId) => ({ name: `endpoint ${endpointId}`, kind: "endpoint", endpointId }) as const,
    ),
  ];
}

/** Forgets how places stand that are no longer published to. */
export async function forgetOtherPlaces(tx: Tx, places: readonly Place[]): Promise<void> {
  const names = places.map(({ name }) => name);
  const gone = await tx.auditPublication.count({ where: { place: { notIn: names } } });
  if (gone > 0) await tx.auditPublication.deleteMany({ where: { place: { notIn: names } } });
}

/**
 * Takes a place for this process to publish to, if it is due and does not have this checkpoint yet. Several processes
 * never take the same one at the same time.
 */
export async function claimPlace(tx: Tx, place: string, size: number, everySeconds: number): Promise<boolean> {
  const due = Prisma.sql`p.tried_at <= now() - make_interval(secs => CASE WHEN p.failing_since IS NULL
    THEN ${everySeconds}::double precision ELSE least(${everySeconds}, ${RETRY_SECONDS})::double precision END)`;
  const claimed = z.array(z.object({ place: z.string() })).parse(
    await tx.$queryRaw`
      INSERT INTO audit_publication AS p (place, tried_at) VALUES (${place}, now())
      ON CONFLICT (place) DO UPDATE SET tried_at = now()
        WHERE ${due} AND (p.failing_since IS NOT NULL OR coalesce(p.tree_size, -1) < ${BigInt(size)})
      RETURNING place`,
  );
  return claimed.length > 0;
}

/** Writes down how publishing to a place ended. `error` is in our words. */
export async function notePublished(tx: Tx, place: string, ended: { size: number } | { error: string }): Promise<void> {
  if ("size" in ended)
    await tx.$executeRaw`
      UPDATE audit_publication SET tree_size = ${BigInt(ended.size)}, published_at = now(), failing_since = NULL, error = NULL
      WHERE place = ${place}`;
  else
    await tx.$executeRaw`
      UPDATE audit_publication SET failing_since = coalesce(failing_since, now()), error = ${ended.error}
      WHERE place = ${place}`;
}
