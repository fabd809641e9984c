import "server-only";
import type { Tx } from "@/lib/db/client";

/**
 * Holds a conversation's row for the rest of the transaction, so that messages, readings and decisions change it one
 * after another. NO KEY: a row that refers to the conversation (a decision being written) need not wait, which would
 * deadlock with a reading that waits for that decision's case.
 */
export async function lockConversation(tx: Tx, conversationId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM conversation WHERE id = ${conversationId}::uuid FOR NO KEY UPDATE`;
}

/** The same for the conversation of a case, by the id of the case; nothing where there is no such case. */
export async function lockConversationOfCase(tx: Tx, caseId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM conversation WHERE id = (SELECT conversation_id FROM "case" WHERE id = ${caseId}::uuid)
    FOR NO KEY UPDATE`;
}
