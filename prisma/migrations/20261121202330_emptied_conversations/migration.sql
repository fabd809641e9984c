-- DropIndex
DROP INDEX "message_external_id_idx";

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "emptied_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "message_external_id_conversation_id_idx" ON "message"("external_id", "conversation_id" DESC);

-- What is left of those that were erased for one of several people stays within reach.
UPDATE conversation c SET emptied_at = c.erased_at
WHERE c.erased_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.text_sealed <> ''::bytea);

-- Conversations whose content may be past its time.
DROP INDEX conversation_not_erased;
CREATE INDEX conversation_not_emptied ON conversation (changed_at) WHERE emptied_at IS NULL;
