import "server-only";
import type { ThreadParts } from "@/domain/decide/thread-parts";
import type { Db } from "@/lib/db/client";

type Conversation = { id: string; sourceId: string; externalId: string | null; part: number };

/** Where this conversation stands among the parts of its thread. */
export async function loadThreadParts(
  store: Db,
  { id, sourceId, externalId, part }: Conversation,
): Promise<ThreadParts> {
  const parts =
    externalId === null
      ? [{ id, part }]
      : await store.conversation.findMany({ where: { sourceId, externalId }, select: { id: true, part: true } });
  const idOf = (wanted: number) => parts.find((each) => each.part === wanted)?.id ?? null;
  return { part, parts: parts.length, partBeforeId: idOf(part - 1), partAfterId: idOf(part + 1) };
}
