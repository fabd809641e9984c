import "server-only";
import { createHash, type KeyObject } from "node:crypto";
import type { Actor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import type { Db, Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { keyring } from "@/lib/keys/data-keys";

/** Which conversations are in a frame: those that a model has read to the end and found no risk in. */
const NAME = "read clear";
/** How they are sorted into strata and drawn (strata.ts, sampling-rates.ts). Bump it with the rules: a new frame begins. */
export const RULE_VERSION = "strata-1";

/** A frame that is drawn from, and the key of its draws. */
export type HeldFrame = { id: string; key: KeyObject };

/**
 * The key of a frame's draws, its secret. Its hash is written down when the frame begins, before anything is drawn, so that
 * whoever is shown the secret later can tell that it is the one.
 */
export function frameKey(frameId: string): KeyObject {
  return keyring().drawKey(`frame/${frameId}`);
}

/** SHA-256 of a frame's secret, as `frame.secretHash` holds it. */
export function secretHash(key: KeyObject): Buffer {
  return createHash("sha256").update(key.export()).digest();
}

/** The frame that holds under these rules and this VIGIL_SECRET: the newest one. */
async function findFrame(tx: Tx): Promise<HeldFrame | null> {
  const newest = await tx.frame.findFirst({
    where: { name: NAME, ruleVersion: RULE_VERSION },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
  });
  if (newest === null) return null;
  const key = frameKey(newest.id);
  // With another VIGIL_SECRET its draws cannot be gone on with.
  return secretHash(key).equals(newest.secretHash) ? { id: newest.id, key } : null;
}

async function startFrame(tx: Tx, actor: Actor): Promise<HeldFrame> {
  const id = newId();
  const key = frameKey(id);
  const hash = secretHash(key);
  await tx.frame.create({ data: { id, name: NAME, ruleVersion: RULE_VERSION, secretHash: new Uint8Array(hash) } });
  const facts = { frameId: id, ruleVersion: RULE_VERSION, secretHash: hash.toString("hex") };
  await appendEvent(tx, { type: "triage.frame.begun", actor, facts });
  return { id, key };
}

/**
 * The frame to draw from, begun by whoever needs it first. It does not end while the transaction lasts: nothing is drawn
 * under a secret that may be shown.
 */
export async function holdFrame(tx: Tx, actor: Actor): Promise<HeldFrame> {
  if ((await findFrame(tx)) === null) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('frame'), hashtext(${NAME}))`;
    return (await findFrame(tx)) ?? (await startFrame(tx, actor));
  }
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtext('frame'), hashtext(${NAME}))`;
  const held = await findFrame(tx);
  if (held === null) throw new Error("a frame is gone");
  return held;
}

/** Ends the frame that is drawn from, and begins the next one, once nobody draws from it any more. */
export async function replaceFrame(tx: Tx, actor: Actor): Promise<HeldFrame> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('frame'), hashtext(${NAME}))`;
  return startFrame(tx, actor);
}

export type FrameRow = {
  id: string;
  ruleVersion: string;
  secretHash: Uint8Array;
  startedAt: Date;
  /** When the next one began; null for the one that is drawn from. */
  endedAt: Date | null;
};

/** All frames, newest first. There are few: one for each set of rules, and those that an admin began. */
export async function listFrameRows(client: Db): Promise<FrameRow[]> {
  const rows = await client.frame.findMany({ where: { name: NAME }, orderBy: [{ startedAt: "desc" }, { id: "desc" }] });
  return rows.map(({ id, ruleVersion, secretHash: hash, startedAt }, index) => ({
    id,
    ruleVersion,
    secretHash: hash,
    startedAt,
    endedAt: rows[index - 1]?.startedAt ?? null,
  }));
}
