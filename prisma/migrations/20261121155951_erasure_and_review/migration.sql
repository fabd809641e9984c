-- CreateEnum
CREATE TYPE "erased_kind" AS ENUM ('author', 'conversation', 'shared_conversation', 'evaluation');

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "kek_version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "reason" TEXT,
    "by_id" TEXT,
    "authors" INTEGER NOT NULL,
    "conversations" INTEGER NOT NULL,
    "keys" INTEGER NOT NULL,
    "cases_closed" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erased_item" (
    "erasure_id" UUID NOT NULL,
    "kind" "erased_kind" NOT NULL,
    "item_id" UUID NOT NULL,
    "data_key_id" UUID NOT NULL,

    CONSTRAINT "erased_item_pkey" PRIMARY KEY ("erasure_id","kind","item_id")
);

-- CreateTable
CREATE TABLE "legal_hold" (
    "id" UUID NOT NULL,
    "conversation_id" UUID,
    "author_id" UUID,
    "reason" TEXT NOT NULL,
    "set_by_id" TEXT,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "released_by_id" TEXT,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "legal_hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_review" (
    "id" UUID NOT NULL,
    "from_index" BIGINT NOT NULL,
    "to_index" BIGINT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reviewer_id" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_refusal" (
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "access_refusal_pkey" PRIMARY KEY ("actor_kind","actor_id","what","minute")
);

-- CreateIndex
CREATE INDEX "erasure_created_at_id_idx" ON "erasure"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "legal_hold_conversation_id_idx" ON "legal_hold"("conversation_id");

-- CreateIndex
CREATE INDEX "legal_hold_author_id_idx" ON "legal_hold"("author_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_review_to_index_key" ON "audit_review"("to_index");

-- AddForeignKey
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erased_item" ADD CONSTRAINT "erased_item_erasure_id_fkey" FOREIGN KEY ("erasure_id") REFERENCES "erasure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "author"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_set_by_id_fkey" FOREIGN KEY ("set_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "legal_hold" ADD CONSTRAINT "legal_hold_released_by_id_fkey" FOREIGN KEY ("released_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_review" ADD CONSTRAINT "audit_review_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.

CREATE TRIGGER erasure_append_only BEFORE UPDATE OR DELETE ON erasure FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER erased_item_append_only BEFORE UPDATE OR DELETE ON erased_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_review_append_only BEFORE UPDATE OR DELETE ON audit_review FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER erasure_no_truncate BEFORE TRUNCATE ON erasure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER erased_item_no_truncate BEFORE TRUNCATE ON erased_item FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_review_no_truncate BEFORE TRUNCATE ON audit_review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An earlier version of a message never changes, but it can be emptied: nothing else of the row may differ.
CREATE FUNCTION refuse_change_but_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.text_sealed = ''::bytea
    AND (NEW.id, NEW.message_id, NEW.version, NEW.recorded_at) = (OLD.id, OLD.message_id, OLD.version, OLD.recorded_at)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END
$$;
DROP TRIGGER message_version_append_only ON message_version;
CREATE TRIGGER message_version_append_only BEFORE UPDATE OR DELETE ON message_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_emptying();

-- A hold is on a conversation or on a person, each held once at a time.
ALTER TABLE legal_hold
  ADD CONSTRAINT legal_hold_of_one CHECK ((conversation_id IS NULL) <> (author_id IS NULL));
CREATE UNIQUE INDEX legal_hold_one_per_conversation ON legal_hold (conversation_id) WHERE released_at IS NULL;
CREATE UNIQUE INDEX legal_hold_one_per_author ON legal_hold (author_id) WHERE released_at IS NULL;

-- Data keys that rotation still has to wrap anew.
CREATE INDEX data_key_version ON data_key (kek_version) WHERE wrapped IS NOT NULL;

-- Conversations whose content may be past its time.
CREATE INDEX conversation_not_erased ON conversation (changed_at) WHERE erased_at IS NULL;

ALTER TABLE access_refusal ADD CONSTRAINT access_refusal_count CHECK (count > 0);
ALTER TABLE audit_review ADD CONSTRAINT audit_review_forward CHECK (from_index >= 0 AND to_index > from_index);
