import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import type { SystemActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { insertCase } from "@/domain/triage/case-rows";
import { LOWEST_TIER } from "@/domain/triage/tier";
import { chanceOf } from "@/lib/crypto/chance";
import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { keyring } from "@/lib/keys/data-keys";

const WORKER: SystemActor = { kind: "system", process: "worker" };
/** Which conversations are in the frame: those that a model has read to the end and found no risk in. */
const FRAME = { name: "read clear", ruleVersion: "read-clear-1" };
/** All of them together, for now. */
const STRATUM = "all";

/** A conversation whose newest reading, by a model and of all of it, found nothing, and that no case is about. */
export type ReadClear = {
  conversationId: string;
  revision: number;
  classificationId: string;
  model: string;
  strategy: string;
};

const drawnSchema = z.array(z.object({ conversation_id: z.uuid(), drawn: z.boolean() }));

/** The key of a frame's draws; its hash is written down when the frame begins, so that the draws can be checked later. */
function frameKey(frameId: string) {
  return keyring().drawKey(`frame/${frameId}`);
}

async function findFrame(tx: Tx): Promise<string | null> {
  return (await tx.frame.findFirst({ where: FRAME, select: { id: true } }))?.id ?? null;
}

/** The frame that is drawn from, begun by whoever needs it first. */
async function getFrame(tx: Tx): Promise<string> {
  const found = await findFrame(tx);
  if (found) return found;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('frame'), hashtext(${FRAME.name}))`;
  const begun = await findFrame(tx);
  if (begun) return begun;
  const id = newId();
  const secretHash = new Uint8Array(createHash("sha256").update(frameKey(id).export()).digest());
  await tx.frame.create({ data: { id, ...FRAME, secretHash } });
  return id;
}

async function openSample(tx: Tx, one: ReadClear, probability: number): Promise<void> {
  const { conversationId, revision, classificationId } = one;
  const about = { conversationId, revision, classificationId };
  const caseId = await insertCase(tx, WORKER, { ...about, reason: "sample", tier: LOWEST_TIER, score: null });
  const id = newId();
  await tx.reviewSlot.create({ data: { id, kind: "sample", conversationId, revision, caseId, probability } });
  const facts = { slotId: id, kind: "sample", binding: false };
  await appendEvent(tx, { type: "decide.review.drawn", actor: WORKER, caseId, conversationId, facts });
}

/**
 * Draws a random sample of what was read clear, so that what is missed can be estimated. Each conversation is drawn or not
 * drawn once, under a key that nobody can steer, and which of the two is written down with the probability. What is drawn
 * waits as a blind case. The caller holds the conversations.
 * @param share the probability, 0 to 1; with 0 nothing is written
 * @returns how many were drawn
 */
export async function drawSamples(tx: Tx, clear: readonly ReadClear[], share: number): Promise<number> {
  if (share <= 0 || clear.length === 0) return 0;
  const frameId = await getFrame(tx);
  const key = frameKey(frameId);
  const rows = clear.map(({ conversationId, model, strategy }) => {
    const drawn = chanceOf(key, conversationId) < share;
    return { id: newId(), conversation_id: conversationId, drawn, model, strategy };
  });
  const written = drawnSchema.parse(
    await tx.$queryRaw`
      INSERT INTO sample (id, frame_id, conversation_id, stratum, inclusion_probability, drawn, rule_version, model, strategy)
      SELECT id, ${frameId}::uuid, conversation_id, ${STRATUM}, ${share}, drawn, ${FRAME.ruleVersion}, model, strategy
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS made (id uuid, conversation_id uuid, drawn boolean, model text, strategy text)
      ON CONFLICT (frame_id, conversation_id) DO NOTHING RETURNING conversation_id, drawn`,
  );
  const drawn = new Set(written.filter((row) => row.drawn).map((row) => row.conversation_id));
  for (const one of clear) if (drawn.has(one.conversationId)) await openSample(tx, one, share);
  return drawn.size;
}
