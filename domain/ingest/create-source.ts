import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { db, type Tx } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { createDataKey } from "@/lib/keys/data-keys";
import { typedName } from "@/lib/text/printable";

/** Where conversations may come from. Webhook platforms join this list with their adapter. */
const SOURCE_PLATFORMS = ["api"] as const;

export const sourceInputSchema = z
  .strictObject({
    platform: z.enum(SOURCE_PLATFORMS),
    name: typedName(80),
  })
  .meta({ id: "SourceInput" });
export type SourceInput = z.infer<typeof sourceInputSchema>;

export const createdSourceSchema = z
  .object({ id: z.uuid(), platform: z.enum(SOURCE_PLATFORMS), name: z.string() })
  .meta({ id: "CreatedSource" });
export type CreatedSource = z.infer<typeof createdSourceSchema>;

/** Adds a source. Throws FORBIDDEN, or CONFLICT when the platform has one of this name. */
export async function createSource(actor: Actor, input: SourceInput): Promise<CreatedSource> {
  requireRight(actor, "source.manage");
  return db().$transaction(async (tx) => {
    await holdSources(tx);
    const taken = await tx.source.findUnique({
      where: { platform_name: { platform: input.platform, name: input.name } },
    });
    if (taken) throw new AppError("CONFLICT", `There is a source called “${input.name}” already. Choose another name.`);
    return { id: await insertSource(tx, actor, input), platform: input.platform, name: input.name };
  });
}

/** One new source at a time, so that two with one name cannot be made at once. */
export function holdSources(tx: Tx): Promise<void> {
  return holdName(tx, "sources");
}

/** Writes the row of a new source with its data key and its audit event. */
export async function insertSource(tx: Tx, actor: Actor, source: { platform: string; name: string }): Promise<string> {
  const id = newId();
  const dataKey = await createDataKey(tx, "source");
  await tx.source.create({ data: { id, platform: source.platform, name: source.name, dataKeyId: dataKey.id } });
  await appendEvent(tx, { type: "ingest.source.created", actor, facts: { sourceId: id, platform: source.platform } });
  return id;
}
