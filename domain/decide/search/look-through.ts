import "server-only";
import { setImmediate as others } from "node:timers/promises";
import { z } from "zod";
import { messageTextPlace, versionTextPlace } from "@/domain/ingest/message-places";
import type { Place } from "@/lib/crypto/seal";
import { db, Prisma } from "@/lib/db/client";
import type { OpenKey } from "@/lib/keys/data-keys";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";
import { foldText } from "@/lib/text/find-text";

/** Opened without letting other requests of this process have their turn. */
const AT_ONCE = 100;

export type Within = { from?: string | undefined; to?: string | undefined };
/** `lastAt`: when the last message with the words was sent. */
export type Matches = { matches: number; lastAt: Date };
export type LookedThrough = { found: ReadonlyMap<string, Matches>; unopened: number };

const bytes = z.instanceof(Uint8Array);
/** Ids are not looked at more closely: a tenth of the time went there. */
const boxes = z.array(
  z.object({
    id: z.string(),
    messageId: z.string(),
    conversationId: z.string(),
    isEarlier: z.boolean(),
    at: z.date(),
    box: bytes,
    keyId: z.string(),
    wrapped: bytes,
    kekVersion: z.number().int(),
  }),
);
type Box = z.infer<typeof boxes>[number];

/** What was said in these conversations, now and before edits, sealed; without what was erased. */
async function loadBoxes(conversationIds: readonly string[], { from, to }: Within): Promise<Box[]> {
  const sentAt = Prisma.sql`coalesce(m.sent_at, m.received_at)`;
  const within = Prisma.sql`m.conversation_id = ANY (${[...conversationIds]}::uuid[])
    ${from ? Prisma.sql`AND ${sentAt} >= ${new Date(from)}` : Prisma.empty}
    ${to ? Prisma.sql`AND ${sentAt} < ${new Date(to)}` : Prisma.empty}`;
  const rows = await db().$queryRaw`
    SELECT said.id, said.message_id AS "messageId", said.conversation_id AS "conversationId",
      said.is_earlier AS "isEarlier", said.at, said.box, k.id AS "keyId", k.wrapped, k.kek_version AS "kekVersion"
    FROM (
      SELECT m.id, m.id AS message_id, m.conversation_id, m.author_id, false AS is_earlier, ${sentAt} AS at, m.text_sealed AS box
      FROM message m WHERE ${within}
      UNION ALL
      SELECT v.id, m.id, m.conversation_id, m.author_id, true, ${sentAt}, v.text_sealed
      FROM message m JOIN message_version v ON v.message_id = m.id WHERE ${within}
    ) said JOIN author a ON a.id = said.author_id JOIN data_key k ON k.id = a.data_key_id
    WHERE said.box <> ''::bytea AND k.wrapped IS NOT NULL`;
  return boxes.parse(rows);
}

const placeOf = ({ id, isEarlier }: Box): Place => (isEarlier ? versionTextPlace(id) : messageTextPlace(id));

/**
 * Opens what was said in these conversations and counts the messages that hold the words.
 * @param words as `foldWords` gives them
 * @returns what was found by conversation, and how many messages are damaged
 */
export async function lookThrough(
  conversationIds: readonly string[],
  words: string,
  within: Within,
): Promise<LookedThrough> {
  const keys = new Map<string, OpenKey | null>();
  const holding = new Map<string, Map<string, Date>>();
  const damaged = new Set<string>();
  let opened = 0;
  for (const box of await loadBoxes(conversationIds, within)) {
    const { keyId, wrapped, kekVersion, messageId, conversationId } = box;
    if (!keys.has(keyId)) keys.set(keyId, openDataKeyOrNull({ id: keyId, wrapped, kekVersion }));
    const text = openTextOrNull(keys.get(keyId) ?? null, box.box, placeOf(box));
    if (text === null) damaged.add(messageId);
    else if (foldText(text).text.includes(words)) {
      const messages = holding.get(conversationId) ?? new Map<string, Date>();
      holding.set(conversationId, messages.set(messageId, box.at));
    }
    opened += 1;
    if (opened % AT_ONCE === 0) await others();
  }
  const found = [...holding].map(([id, messages]) => {
    const lastAt = new Date(Math.max(...[...messages.values()].map((at) => at.getTime())));
    return [id, { matches: messages.size, lastAt }] as const;
  });
  return { found: new Map(found), unopened: damaged.size };
}
