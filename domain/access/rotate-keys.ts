import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { db, type Tx } from "@/lib/db/client";
import { hexArray } from "@/lib/db/hex-array";
import { AppError } from "@/lib/errors/app-error";
import { forgetKekVersion, keyring } from "@/lib/keys/data-keys";

const BATCH = 1_000;

/** `left`: data keys that are still wrapped under another version; `unreadable`: those that do not unwrap. */
export type Rotated = { version: number; rewrapped: number; left: number; unreadable: number };
export type KeyStatus = {
  /** What new data keys are wrapped with. */
  version: number;
  known: readonly number[];
  byVersion: { version: number; keys: number }[];
  erased: number;
};

const rowsSchema = z.array(
  z.object({ id: z.uuid(), wrapped: z.instanceof(Uint8Array), kek_version: z.number().int() }),
);

/** Which versions of the wrapping key there are, and how many data keys each of them wraps. Throws FORBIDDEN. */
export async function getKeyStatus(actor: Actor): Promise<KeyStatus> {
  requireRight(actor, "privacy.manage");
  const { kekVersion } = await db().installation.findUniqueOrThrow({ where: { id: 1 } });
  const groups = await db().dataKey.groupBy({
    by: ["kekVersion"],
    where: { wrapped: { not: null } },
    _count: { _all: true },
    orderBy: { kekVersion: "asc" },
  });
  return {
    version: kekVersion,
    known: keyring().kekVersions,
    byVersion: groups.map((group) => ({ version: group.kekVersion, keys: group._count._all })),
    erased: await db().dataKey.count({ where: { wrapped: null } }),
  };
}

/** Puts a version in force for new data keys, and says so in the log. Nothing where it is in force already. */
async function raiseVersion(actor: Actor, version: number): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM installation WHERE id = 1 FOR NO KEY UPDATE`;
    const { kekVersion: from } = await tx.installation.findUniqueOrThrow({ where: { id: 1 } });
    if (from === version) return;
    await tx.installation.update({ where: { id: 1 }, data: { kekVersion: version } });
    await appendEvent(tx, { type: "access.keys.version_raised", actor, facts: { from, version } });
  });
  forgetKekVersion();
}

/** Wraps a batch anew, its keys held in the order of their ids. One that does not unwrap is left as it is, and passed over. */
async function rewrap(tx: Tx, actor: Actor, version: number, after: string) {
  const rows = rowsSchema.parse(
    await tx.$queryRaw`
      SELECT id, wrapped, kek_version FROM data_key
      WHERE wrapped IS NOT NULL AND kek_version <> ${version} AND id > ${after}::uuid
      ORDER BY id LIMIT ${BATCH} FOR NO KEY UPDATE`,
  );
  const made = rows.flatMap(({ id, wrapped, kek_version: from }) => {
    try {
      return [{ id, wrapped: keyring().wrap(id, keyring().unwrap(id, wrapped, from), version) }];
    } catch {
      return [];
    }
  });
  await tx.$executeRaw`
    UPDATE data_key k SET wrapped = decode(made.wrapped, 'hex'), kek_version = ${version}
    FROM unnest(${made.map(({ id }) => id)}::uuid[], ${hexArray(made.map(({ wrapped }) => wrapped))}::text[]) AS made (id, wrapped)
    WHERE k.id = made.id`;
  if (made.length > 0) {
    const left = await tx.dataKey.count({ where: { wrapped: { not: null }, kekVersion: { not: version } } });
    await appendEvent(tx, { type: "access.keys.rotated", actor, facts: { version, keys: made.length, left } });
  }
  return { last: rows.at(-1)?.id ?? null, seen: rows.length, done: made.length };
}

/**
 * Has new data keys wrapped under the newest version whose secret this process knows, and wraps the others anew, batch by
 * batch: stopped, it goes on where it was. Content is not sealed anew, since data keys stay what they are. Every process
 * must know the new secret before: one that does not could read nothing made from then on, and refuses to start.
 * @throws FORBIDDEN; CONFLICT where there is no newer version than the one in force and nothing left to wrap
 */
export async function rotateKeys(actor: Actor): Promise<Rotated> {
  requireRight(actor, "privacy.manage");
  const before = await getKeyStatus(actor);
  const version = Math.max(...before.known);
  const waiting = before.byVersion.filter((each) => each.version !== version).length;
  if (version === before.version && waiting === 0)
    throw new AppError("CONFLICT", `Everything is wrapped under version ${version} already. Make a new one first.`);
  await raiseVersion(actor, version);
  let rewrapped = 0;
  let unreadable = 0;
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const from = after;
    const { last, seen, done } = await db().$transaction((tx) => rewrap(tx, actor, version, from), { timeout: 60_000 });
    rewrapped += done;
    unreadable += seen - done;
    if (last === null || seen < BATCH) break;
    after = last;
  }
  const left = await db().dataKey.count({ where: { wrapped: { not: null }, kekVersion: { not: version } } });
  return { version, rewrapped, left, unreadable };
}
