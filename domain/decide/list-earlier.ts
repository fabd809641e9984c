import "server-only";
import { type Actor, requireUser, type UserActor } from "@/domain/access/actor";
import { listConversationIdsOf } from "@/domain/decide/conversations-of-people";
import type { EarlierPage, EarlierQuery } from "@/domain/decide/earlier-conversations";
import { listReadBlind } from "@/domain/triage/hidden-answers";
import { isForAnother } from "@/domain/triage/shown-reason";
import { STANDING, STANDING_FIRST } from "@/domain/triage/standing-decision";
import { db, type Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

const PAGE_SIZE = 20;
/** In a room with hundreds of people the list is of those who wrote most; the answer says how many there are. */
const MOST_PEOPLE = 50;

const included = {
  decisions: {
    where: STANDING,
    orderBy: [...STANDING_FIRST],
    take: 1,
    select: { verdict: true, action: true, decidedAt: true },
  },
} satisfies Prisma.ConversationInclude;
type Loaded = Prisma.ConversationGetPayload<{ include: typeof included }>;

async function findOwn(user: UserActor, caseId: string) {
  const row = isId(caseId)
    ? await db().case.findUnique({
        where: { id: caseId },
        select: {
          forUserId: true,
          conversation: { select: { id: true, sourceId: true, externalId: true, receivedAt: true } },
        },
      })
    : null;
  if (!row || isForAnother(user, row.forUserId)) throw new AppError("NOT_FOUND", "There is no case with this id.");
  return row.conversation;
}

/** Who speaks as a person in the conversation: those who wrote most come first. Helpers and machines are not asked for. */
async function listPeople(conversationId: string): Promise<string[]> {
  const rows = await db().message.groupBy({
    by: ["authorId"],
    where: { conversationId, role: "user", isAwaited: false },
    _count: { _all: true },
    orderBy: [{ _count: { authorId: "desc" } }, { authorId: "asc" }],
  });
  return rows.map(({ authorId }) => authorId);
}

type Own = Awaited<ReturnType<typeof findOwn>>;

/** Whether it is the conversation of the case, or another part of the same thread. */
function isSameThread(row: Pick<Loaded, "id" | "sourceId" | "externalId">, own: Own): boolean {
  if (row.id === own.id) return true;
  return own.externalId !== null && row.externalId === own.externalId && row.sourceId === own.sourceId;
}

function toItem(row: Loaded, own: Own, isHidden: boolean): EarlierPage["items"][number] {
  const [decision] = isHidden ? [] : row.decisions;
  return {
    id: row.id,
    externalId: row.externalId,
    part: row.part,
    receivedAt: row.receivedAt.toISOString(),
    messageCount: row.messageCount,
    isLater: row.receivedAt > own.receivedAt,
    isHidden,
    status: isHidden ? null : row.status,
    decision: decision ? { ...decision, decidedAt: decision.decidedAt.toISOString() } : null,
  };
}

/**
 * One page of the other conversations of the people in a case, on the same source, newest first. Parts of the same thread
 * are not among them: the transcript leads to those. It holds no content; reading one is recorded where it is read.
 * @throws FORBIDDEN, NOT_FOUND
 */
export async function listEarlier(actor: Actor, caseId: string, { cursor }: EarlierQuery): Promise<EarlierPage> {
  const user = requireUser(actor, "case.read");
  const own = await findOwn(user, caseId);
  const people = await listPeople(own.id);
  const searched = people.slice(0, MOST_PEOPLE);
  const ids = searched.length === 0 ? [] : await listConversationIdsOf(searched, { most: PAGE_SIZE + 1, cursor });
  const page = ids.slice(0, PAGE_SIZE);
  const rows = await db().conversation.findMany({ where: { id: { in: page } }, include: included });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const others = page.flatMap((id) => byId.get(id) ?? []).filter((row) => !isSameThread(row, own));
  const blind = await listReadBlind(user, page);
  return {
    people: people.length,
    peopleSearched: searched.length,
    items: others.map((row) => toItem(row, own, blind.has(row.id))),
    nextCursor: ids.length > PAGE_SIZE ? (page.at(-1) ?? null) : null,
  };
}
