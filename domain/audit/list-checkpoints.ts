import "server-only";
import { parseVkey } from "@/domain/audit/checkpoint/signed-note";
import type { CheckpointDto, CheckpointPage, LogKeys } from "@/domain/audit/log-dto";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const PAGE_SIZE = 100;

type Row = { treeSize: bigint; rootHash: Uint8Array; note: string; createdAt: Date };

const dtoOf = ({ treeSize, rootHash, note, createdAt }: Row): CheckpointDto => ({
  size: Number(treeSize),
  root: Buffer.from(rootHash).toString("hex"),
  note,
  createdAt: createdAt.toISOString(),
});

/** The newest checkpoint; null before the first seal. */
export async function findNewestCheckpoint(): Promise<CheckpointDto | null> {
  const row = await db().auditCheckpoint.findFirst({ orderBy: { treeSize: "desc" } });
  return row && dtoOf(row);
}

/** The newest checkpoint. Throws NOT_FOUND before the first seal. */
export async function getNewestCheckpoint(): Promise<CheckpointDto> {
  const newest = await findNewestCheckpoint();
  if (!newest) throw new AppError("NOT_FOUND", "Nothing is sealed yet. A worker seals what is new within a second.");
  return newest;
}

/** The checkpoint over so many entries; null where there is none. */
export async function findCheckpoint(size: number): Promise<CheckpointDto | null> {
  const row = await db().auditCheckpoint.findUnique({ where: { treeSize: BigInt(size) } });
  return row && dtoOf(row);
}

/** One page of checkpoints, newest first. @param below only those over fewer entries */
export async function listCheckpoints(below: number | undefined): Promise<CheckpointPage> {
  const where = below === undefined ? {} : { treeSize: { lt: BigInt(below) } };
  const rows = await db().auditCheckpoint.findMany({ where, orderBy: { treeSize: "desc" }, take: PAGE_SIZE + 1 });
  const items = rows.slice(0, PAGE_SIZE).map(dtoOf);
  return { items, nextCursor: rows.length > PAGE_SIZE ? String(items.at(-1)?.size) : null };
}

/** The verifier keys, newest first, and the name of the log. */
export async function listLogKeys(): Promise<LogKeys> {
  const rows = await db().auditKey.findMany({ orderBy: { version: "desc" } });
  const keys = rows.map(({ version, vkey, createdAt }) => ({ version, vkey, createdAt: createdAt.toISOString() }));
  return { origin: keys[0] ? parseVkey(keys[0].vkey).name : null, keys };
}
