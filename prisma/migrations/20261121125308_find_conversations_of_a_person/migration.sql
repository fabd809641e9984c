-- DropIndex
DROP INDEX "message_author_id_idx";

-- CreateIndex
CREATE INDEX "message_author_id_conversation_id_idx" ON "message"("author_id", "conversation_id");
