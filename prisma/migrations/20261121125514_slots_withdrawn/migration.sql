-- DropIndex
DROP INDEX "decision_supersedes_id_key";

-- AlterTable
ALTER TABLE "review_slot" ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "decision_supersedes_id_idx" ON "decision"("supersedes_id");

-- One open look at a decision at a time, and one reference case at a time before a person.
CREATE UNIQUE INDEX review_slot_one_open ON review_slot (first_decision_id, kind)
  WHERE answered_at IS NULL AND withdrawn_at IS NULL;
CREATE UNIQUE INDEX case_one_gold_per_person ON "case" (for_user_id)
  WHERE reason = 'gold' AND state IN ('open', 'claimed', 'escalated');
ALTER TABLE review_slot ADD CONSTRAINT review_slot_withdrawn_unanswered CHECK (withdrawn_at IS NULL OR answered_at IS NULL);
