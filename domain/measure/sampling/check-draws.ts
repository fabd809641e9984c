import "server-only";
import { createSecretKey, type KeyObject } from "node:crypto";
import { type Actor, requireRight } from "@/domain/access/actor";
import { type FrameRow, frameKey, listFrameRows, secretHash } from "@/domain/triage/sampling/frame";
import { chanceOf } from "@/lib/crypto/chance";
import { type Db, db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const BATCH = 5_000;

export type BadDraw = { sampleId: string; conversationId: string; reason: string };
export type FrameCheck = {
  frameId: string;
  ok: boolean;
  conversations: number;
  drawn: number;
  /** The first that is not what the secret says, in the order in which they were written. */
  firstBad: BadDraw | null;
  /** Why nothing could be checked; null where it was. */
  notChecked: string | null;
};
export type DrawCheck = { ok: boolean; frames: FrameCheck[] };

function loadBatch(client: Db, frameId: string, after: string | null) {
  return client.sample.findMany({
    where: { frameId, ...(after === null ? {} : { id: { gt: after } }) },
    orderBy: { id: "asc" },
    take: BATCH,
    include: { conversation: { select: { slots: { where: { kind: "sample" }, select: { probability: true } } } } },
  });
}
type Row = Awaited<ReturnType<typeof loadBatch>>[number];

function whatIsWrong(key: KeyObject, row: Row): string | null {
  const should = chanceOf(key, row.conversationId) < row.inclusionProbability;
  if (should !== row.drawn) return should ? "it should have been drawn" : "it should not have been drawn";
  if (row.stratum === "tripwire" && row.inclusionProbability !== 1) return "a tripwire is always drawn";
  const [look] = row.conversation.slots;
  if (row.drawn && !look) return "it was drawn, and no case was opened for it";
  if (!row.drawn && look) return "it was not drawn, and there is a sample of it";
  if (look && look.probability !== row.inclusionProbability) return "its case was opened with another probability";
  return null;
}

async function checkFrame(client: Db, frame: FrameRow, key: KeyObject): Promise<FrameCheck> {
  const counted = { frameId: frame.id, conversations: 0, drawn: 0 };
  if (!secretHash(key).equals(frame.secretHash)) {
    const notChecked = "This is not the secret whose hash was written down when the frame began.";
    return { ...counted, ok: false, firstBad: null, notChecked };
  }
  let after: string | null = null;
  for (;;) {
    const rows: Row[] = await loadBatch(client, frame.id, after);
    for (const row of rows) {
      counted.conversations += 1;
      if (row.drawn) counted.drawn += 1;
      const reason = whatIsWrong(key, row);
      if (reason === null) continue;
      const firstBad = { sampleId: row.id, conversationId: row.conversationId, reason };
      return { ...counted, ok: false, firstBad, notChecked: null };
    }
    after = rows.at(-1)?.id ?? null;
    if (rows.length < BATCH) return { ...counted, ok: true, firstBad: null, notChecked: null };
  }
}

/**
 * Makes every draw again and holds it against what was written: of one frame or of all, with the secret that an auditor
 * was shown, or with the desk's own.
 * @param secret of the one frame, in hex
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function checkDraws(
  actor: Actor,
  { frameId, secret }: { frameId?: string | undefined; secret?: string | undefined },
): Promise<DrawCheck> {
  requireRight(actor, "audit.read");
  const all = await listFrameRows(db());
  const frames = frameId === undefined ? all.toReversed() : all.filter(({ id }) => id === frameId);
  if (frameId !== undefined && frames.length === 0) throw new AppError("NOT_FOUND", "There is no frame with this id.");
  const checks: FrameCheck[] = [];
  for (const frame of frames) {
    const key = secret === undefined ? frameKey(frame.id) : createSecretKey(Buffer.from(secret, "hex"));
    checks.push(await checkFrame(db(), frame, key));
  }
  return { ok: checks.every(({ ok }) => ok), frames: checks };
}
