import "server-only";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { hashIngestKey, INGEST_KEY_PREFIX } from "@/domain/access/authenticate";
import { appendEvent } from "@/domain/audit/append-event";
import { holdSources, insertSource } from "@/domain/ingest/create-source";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { typedName } from "@/lib/text/printable";

export const ingestKeyInputSchema = z
  .strictObject({
    name: typedName(80),
    sourceId: z.uuid().optional().meta({ description: "Left out: a source of the key's name is made" }),
  })
  .meta({ id: "IngestKeyInput" });
export type IngestKeyInput = z.infer<typeof ingestKeyInputSchema>;

/** The key itself is in this answer and nowhere else: only its hash is kept. */
export const createdIngestKeySchema = z
  .object({
    id: z.uuid(),
    key: z.string().meta({ description: "Send it as a bearer token; it is shown here and never again" }),
    sourceId: z.uuid(),
  })
  .meta({ id: "CreatedIngestKey" });
export type CreatedIngestKey = z.infer<typeof createdIngestKeySchema>;

/** Makes a key with which a platform sends conversations to one source. Throws FORBIDDEN, NOT_FOUND. */
export async function createIngestKey(actor: Actor, input: IngestKeyInput): Promise<CreatedIngestKey> {
  requireRight(actor, "source.manage");
  const key = `${INGEST_KEY_PREFIX}${randomBytes(32).toString("base64url")}`;
  return db().$transaction(async (tx) => {
    await holdSources(tx);
    const wanted = input.sourceId
      ? await tx.source.findFirst({ where: { id: input.sourceId, deletedAt: null } })
      : await tx.source.findUnique({ where: { platform_name: { platform: "api", name: input.name } } });
    if (input.sourceId && !wanted) throw new AppError("NOT_FOUND", "There is no source with this id.");
    const sourceId = wanted?.id ?? (await insertSource(tx, actor, { platform: "api", name: input.name })).id;
    const id = newId();
    const createdById = actor.kind === "user" ? actor.userId : null;
    const hint = key.slice(0, INGEST_KEY_PREFIX.length + 4);
    await tx.ingestKey.create({
      data: { id, sourceId, name: input.name, keyHash: hashIngestKey(key), hint, createdById },
    });
    await appendEvent(tx, { type: "ingest.key.created", actor, facts: { keyId: id, sourceId } });
    return { id, key, sourceId };
  });
}
