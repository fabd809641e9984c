import "server-only";
import { z } from "zod";
import { type Actor, hasRight, requireUser, type UserActor } from "@/domain/access/actor";
import { conversationItemSchema, toConversationItem } from "@/domain/decide/conversation-item";
import { conversationStatusSchema } from "@/domain/ingest/conversation-input";
import { currentSetting } from "@/domain/settings/current-setting";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { LIVE_STATES } from "@/domain/triage/case-rows";
import { modelIsVisible } from "@/domain/triage/case-state";
import { listReadBlind } from "@/domain/triage/hidden-answers";
import { filterTimeSchema } from "@/lib/clock/filter-time";
import { db, type Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const PAGE_SIZE = 50;

export const conversationFilterSchema = z.object({
  status: conversationStatusSchema.optional(),
  source: z.uuid().optional(),
  cursor: z.string().max(200).optional(),
});
export type ConversationFilter = z.infer<typeof conversationFilterSchema>;

export const conversationPageSchema = z
  .object({ items: z.array(conversationItemSchema), nextCursor: z.string().nullable() })
  .meta({ id: "ConversationPage" });
export type ConversationPage = z.infer<typeof conversationPageSchema>;

const cursorSchema = z.tuple([filterTimeSchema, z.uuid()]);

function before(cursor: string | undefined) {
  if (cursor === undefined) return {};
  try {
    const [receivedAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { OR: [{ receivedAt: { lt: new Date(receivedAt) } }, { receivedAt: new Date(receivedAt), id: { lt: id } }] };
  } catch {
    throw new AppError("INVALID", "The cursor is not one that this list gave. Begin again without it.");
  }
}

/** Cases that this person may be given to read blind, as a condition on those of a conversation. */
async function blindFor(user: UserActor): Promise<Prisma.CaseWhereInput> {
  const { flagged } = await currentSetting("model_visibility");
  const isLead = hasRight(user, "case.lead");
  const reasons = CASE_REASONS.filter((reason) =>
    isLead ? !modelIsVisible(reason) && reason !== "second_review" : !modelIsVisible(reason, flagged),
  );
  const forThem = [{ forUserId: null }, { forUserId: user.userId }];
  return { state: { in: [...LIVE_STATES] }, reason: { in: reasons }, OR: forThem };
}

/**
 * One page of conversations, newest first, without any of their content. What came of a reading is kept from whoever may
 * be given the conversation to read blind, by its status and by the filter. Throws FORBIDDEN, INVALID (cursor).
 */
export async function listConversations(actor: Actor, filter: ConversationFilter): Promise<ConversationPage> {
  const user = requireUser(actor, "conversation.read");
  const rows = await db().conversation.findMany({
    where: {
      ...(filter.status ? { status: filter.status, cases: { none: await blindFor(user) } } : {}),
      ...(filter.source ? { sourceId: filter.source } : {}),
      ...before(filter.cursor),
    },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: PAGE_SIZE + 1,
    include: { source: true },
  });
  const page = rows.slice(0, PAGE_SIZE);
  const blind = await listReadBlind(
    user,
    page.map(({ id }) => id),
  );
  const items = page.map((row) => toConversationItem(row, blind.has(row.id)));
  const last = items.at(-1);
  const more = rows.length > PAGE_SIZE && last !== undefined;
  return {
    items,
    nextCursor: more ? Buffer.from(JSON.stringify([last.receivedAt, last.id])).toString("base64url") : null,
  };
}
