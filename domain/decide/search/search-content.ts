import "server-only";
import { z } from "zod";
import { type Actor, requireUser } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { toConversationItem } from "@/domain/decide/conversation-item";
import { type ContentFound, type ContentSearch, foldWords } from "@/domain/decide/search/content-search";
import { lookThrough, type Matches } from "@/domain/decide/search/look-through";
import { readCursor, type SearchState, writeCursor } from "@/domain/decide/search/search-cursor";
import { settingIn } from "@/domain/settings/setting-in";
import { db, Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { keyring } from "@/lib/keys/data-keys";

/** A step ends once it has found this many conversations, or has taken this long: the answer is soon there, to look on from. */
const ENOUGH_FOUND = 50;
const LONGEST_MS = 1_500;
/** What is in memory at once: conversations, and messages of them; a longer thread comes alone. */
const BATCH_CONVERSATIONS = 200;
const BATCH_MESSAGES = 1_000;

const batchRows = z.array(z.object({ id: z.uuid(), messages: z.number().int() }));

/** The next conversations to look through, newest first. */
async function listBatch({ sourceId }: ContentSearch, after: string | null, most: number): Promise<string[]> {
  const rows = batchRows.parse(
    await db().$queryRaw`
      SELECT c.id, c.message_count AS messages FROM conversation c
      WHERE c.id < ${after ?? "ffffffff-ffff-ffff-ffff-ffffffffffff"}::uuid
        ${sourceId ? Prisma.sql`AND c.source_id = ${sourceId}::uuid` : Prisma.empty}
      ORDER BY c.id DESC LIMIT ${Math.min(most, BATCH_CONVERSATIONS)}`,
  );
  let messages = 0;
  const ids: string[] = [];
  for (const row of rows) {
    messages += row.messages;
    if (ids.length > 0 && messages > BATCH_MESSAGES) break;
    ids.push(row.id);
  }
  return ids;
}

async function begin({ sourceId }: ContentSearch): Promise<SearchState> {
  const of = await db().conversation.count({ where: sourceId ? { sourceId } : {} });
  return { searchId: newId(), step: 0, after: null, looked: 0, of };
}

type Walked = { state: SearchState; found: Map<string, Matches>; unopened: number; isDone: boolean };

/** Goes on from `state` through older and older conversations until the step is over. */
async function walk(input: ContentSearch, words: string, state: SearchState): Promise<Walked> {
  const until = Date.now() + LONGEST_MS;
  const found = new Map<string, Matches>();
  let [{ after }, looked, unopened] = [state, 0, 0];
  while (looked < input.conversations && found.size < ENOUGH_FOUND && (looked === 0 || Date.now() < until)) {
    const ids = await listBatch(input, after, input.conversations - looked);
    const last = ids.at(-1);
    if (last === undefined) break;
    const batch = await lookThrough(ids, words, input);
    for (const [id, matches] of batch.found) found.set(id, matches);
    unopened += batch.unopened;
    looked += ids.length;
    after = last;
  }
  const isDone = (await listBatch(input, after, 1)).length === 0;
  return { state: { ...state, step: state.step + 1, after, looked: state.looked + looked }, found, unopened, isDone };
}

async function loadItems(found: ReadonlyMap<string, Matches>): Promise<ContentFound["items"]> {
  const rows = await db().conversation.findMany({
    where: { id: { in: [...found.keys()] } },
    orderBy: { id: "desc" },
    include: { source: true },
  });
  return rows.flatMap((row) => {
    const { status: _, revision: __, ...item } = toConversationItem(row, true);
    const matches = found.get(row.id);
    return matches ? [{ ...item, matches: matches.matches, lastAt: matches.lastAt.toISOString() }] : [];
  });
}

const timeOrNull = (text: string | undefined) => (text === undefined ? null : new Date(text).toISOString());

async function requireOn(): Promise<void> {
  const { on } = await settingIn(db(), "content_search");
  if (on) return;
  const says = "Searching what people wrote is turned off. An admin can turn it on under Settings, Search.";
  throw new AppError("CONFLICT", says);
}

/**
 * One step of looking for words in what people wrote: opens conversation after conversation, newest first, and says which
 * of them hold the words. Nothing of the search is kept, and no index is made (docs/decisions/048-…): the answer holds a
 * cursor to look on with. Where a conversation stands, and what anybody thinks of it, is not told. Every step is recorded
 * with a keyed hash of the words; reading what was found is recorded where it is read.
 * @throws FORBIDDEN; CONFLICT while it is turned off; INVALID (cursor)
 */
export async function searchContent(actor: Actor, input: ContentSearch): Promise<ContentFound> {
  const user = requireUser(actor, "content.search");
  await requireOn();
  const words = foldWords(input.words);
  const sought = Buffer.from(keyring().lookupHash("sought", "words", words)).toString("hex");
  const { sourceId, from, to, cursor } = input;
  const owner = [user.userId, sought, sourceId ?? "", from ?? "", to ?? ""];
  const before = cursor === undefined ? await begin(input) : readCursor(cursor, owner);
  const { state, found, unopened, isDone } = await walk(input, words, before);
  const items = await loadItems(found);
  await appendEvent(db(), {
    type: "ingest.content.searched",
    actor,
    facts: {
      searchId: state.searchId,
      step: state.step,
      sought,
      sourceId: sourceId ?? null,
      from: timeOrNull(from),
      to: timeOrNull(to),
      looked: state.looked - before.looked,
      found: items.length,
      unopened,
      isDone,
    },
  });
  const { looked, of } = state;
  return { items, looked, of: Math.max(of, looked), unopened, nextCursor: isDone ? null : writeCursor(state, owner) };
}
