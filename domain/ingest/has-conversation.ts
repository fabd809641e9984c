import "server-only";
import { requireRight, type UserActor } from "@/domain/access/actor";
import { db } from "@/lib/db/client";
import { isId } from "@/lib/ids/new-id";

/** Whether there is a conversation with this id. Nothing of what it holds is read, so nothing is recorded. Throws FORBIDDEN. */
export async function hasConversation(actor: UserActor, conversationId: string): Promise<boolean> {
  requireRight(actor, "conversation.read");
  return isId(conversationId) && (await db().conversation.count({ where: { id: conversationId } })) > 0;
}
