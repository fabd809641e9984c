import "server-only";
import { findCheckpoint, getNewestCheckpoint } from "@/domain/audit/list-checkpoints";
import type { ConsistencyFilter, ConsistencyProof, InclusionFilter, InclusionProof } from "@/domain/audit/log-dto";
import { consistencyRanges, inclusionRanges } from "@/domain/audit/merkle/proof-ranges";
import { EMPTY_ROOT } from "@/domain/audit/merkle/tree-hash";
import { hashOfRange } from "@/domain/audit/read-nodes";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const hex = (hash: Uint8Array) => Buffer.from(hash).toString("hex");

async function rootHex(size: number): Promise<string> {
  return hex(size === 0 ? EMPTY_ROOT : await hashOfRange({ start: 0, end: size }));
}

/** Throws INVALID for a tree that the log has not grown to. */
function requireSize(size: number, newest: number): void {
  if (size <= newest) return;
  throw new AppError("INVALID", `The log has ${newest} sealed entries: there is no tree of ${size} yet.`);
}

/**
 * Proves that an entry is in the log.
 * @throws NOT_FOUND; CONFLICT while the entry waits for its seal; INVALID for a tree that is too small or not there yet
 */
export async function proveInclusion({ event: eventId, size: wanted }: InclusionFilter): Promise<InclusionProof> {
  const event = await db().auditEvent.findUnique({ where: { id: eventId }, include: { leaf: true } });
  if (!event) throw new AppError("NOT_FOUND", "There is no entry with this id.");
  if (!event.leaf) throw new AppError("CONFLICT", "The entry waits for its seal. Ask again in a second.");
  const newest = await getNewestCheckpoint();
  const [index, size] = [Number(event.leaf.leafIndex), wanted ?? newest.size];
  requireSize(size, newest.size);
  if (index >= size) throw new AppError("INVALID", `The entry is not in a tree of ${size}: its place is ${index}.`);
  const path = await Promise.all(inclusionRanges(index, size).map(hashOfRange));
  const checkpoint = size === newest.size ? newest : await findCheckpoint(size);
  const { canonical, leafHash } = event;
  const root = checkpoint?.root ?? (await rootHex(size));
  return { eventId, index, size, canonical, leafHash: hex(leafHash), path: path.map(hex), root, checkpoint };
}

/** Proves that the log only grew between two sizes. Throws INVALID for trees that are not there, NOT_FOUND before the first seal. */
export async function proveConsistency({ from, to: wanted }: ConsistencyFilter): Promise<ConsistencyProof> {
  const newest = await getNewestCheckpoint();
  const to = wanted ?? newest.size;
  requireSize(Math.max(from, to), newest.size);
  if (from > to) throw new AppError("INVALID", "A tree is the beginning of a larger one only.");
  const path = await Promise.all(consistencyRanges(from, to).map(hashOfRange));
  return { from, to, fromRoot: await rootHex(from), toRoot: await rootHex(to), path: path.map(hex) };
}
