import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { findNewestCheckpoint, listLogKeys } from "@/domain/audit/list-checkpoints";
import { placesOf } from "@/domain/outbox/publication-places";
import { currentSetting } from "@/domain/settings/current-setting";
import { db } from "@/lib/db/client";

/** Entries that wait are counted up to here. */
const COUNTED_UP_TO = 1_000;
const LATE_MS = 60 * 60 * 1_000;

export type PublishedPlace = {
  name: string;
  kind: "folder" | "store" | "endpoint";
  size: number | null;
  publishedAt: string | null;
  failingSince: string | null;
  error: string | null;
  /** It has failed for an hour. */
  isLate: boolean;
};
export type LogState = {
  newest: { size: number; root: string; createdAt: string } | null;
  vkey: string | null;
  /** Entries without a seal; `waitingSince` is the time of the oldest. */
  waiting: { count: number; isMore: boolean; since: string | null };
  places: PublishedPlace[];
};

async function waitingNow(): Promise<LogState["waiting"]> {
  const [row] = z.array(z.object({ count: z.bigint(), since: z.date().nullable() })).parse(
    await db().$queryRaw`
      SELECT (SELECT count(*) FROM (SELECT FROM audit_unsealed LIMIT ${COUNTED_UP_TO + 1}) AS counted) AS count,
        (SELECT e.at FROM audit_unsealed u JOIN audit_event e ON e.id = u.event_id ORDER BY u.seq LIMIT 1) AS since`,
  );
  const count = Number(row?.count ?? 0);
  return {
    count: Math.min(count, COUNTED_UP_TO),
    isMore: count > COUNTED_UP_TO,
    since: row?.since?.toISOString() ?? null,
  };
}

async function publishedPlaces(): Promise<PublishedPlace[]> {
  const rows = new Map((await db().auditPublication.findMany()).map((row) => [row.place, row]));
  return placesOf(await currentSetting("checkpoints")).map(({ name, kind }) => {
    const row = rows.get(name);
    const failing = row?.failingSince ?? null;
    return {
      name,
      kind,
      size: row?.treeSize == null ? null : Number(row.treeSize),
      publishedAt: row?.publishedAt?.toISOString() ?? null,
      failingSince: failing?.toISOString() ?? null,
      error: row?.error ?? null,
      isLate: failing !== null && Date.now() - failing.getTime() > LATE_MS,
    };
  });
}

/** How far the log is sealed, by which key, and where its checkpoints lie outside the database. Throws FORBIDDEN. */
export async function readLogState(actor: Actor): Promise<LogState> {
  requireRight(actor, "audit.read");
  const [newest, { keys }, waiting, places] = await Promise.all([
    findNewestCheckpoint(),
    listLogKeys(),
    waitingNow(),
    publishedPlaces(),
  ]);
  return { newest, vkey: keys[0]?.vkey ?? null, waiting, places };
}
