-- CreateEnum
CREATE TYPE "source_urgency" AS ENUM ('urgent', 'normal', 'bulk');

-- AlterEnum
ALTER TYPE "delivery_state" ADD VALUE 'held';

-- AlterEnum
CREATE TYPE "upload_state_new" AS ENUM ('receiving', 'scanning', 'previewed', 'running', 'paused', 'finished', 'cancelled', 'failed');
ALTER TABLE "public"."upload" ALTER COLUMN "state" DROP DEFAULT;
ALTER TABLE "upload" ALTER COLUMN "state" TYPE "upload_state_new" USING (
  CASE "state"::text WHEN 'received' THEN 'receiving' ELSE "state"::text END::"upload_state_new");
ALTER TYPE "upload_state" RENAME TO "upload_state_old";
ALTER TYPE "upload_state_new" RENAME TO "upload_state";
DROP TYPE "public"."upload_state_old";
ALTER TABLE "upload" ALTER COLUMN "state" SET DEFAULT 'receiving';

-- DropIndex
DROP INDEX "conversation_source_id_external_id_key";

-- DropIndex
DROP INDEX "webhook_delivery_state_received_at_idx";

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "part" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "is_awaited" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_private_note" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sequence" BIGINT;

-- AlterTable
ALTER TABLE "source" ADD COLUMN     "urgency" "source_urgency" NOT NULL DEFAULT 'normal';

-- AlterTable
ALTER TABLE "source_secret" ADD COLUMN     "hint" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "upload" ADD COLUMN     "added" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "bytes_read" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "failure" TEXT,
ADD COLUMN     "is_local" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "lease_token" UUID,
ADD COLUMN     "lease_until" TIMESTAMPTZ(3),
ADD COLUMN     "touched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "options_sealed" BYTEA,
ADD COLUMN     "preview_sealed" BYTEA,
ADD COLUMN     "started_at" TIMESTAMPTZ(3),
ALTER COLUMN "content_hash" DROP NOT NULL,
ALTER COLUMN "bytes" SET DEFAULT 0,
ALTER COLUMN "state" SET DEFAULT 'receiving';

-- AlterTable
ALTER TABLE "upload_rejection" DROP CONSTRAINT "upload_rejection_pkey",
ADD COLUMN     "position" BIGINT NOT NULL,
ADD CONSTRAINT "upload_rejection_pkey" PRIMARY KEY ("upload_id", "position");

-- AlterTable
ALTER TABLE "webhook_delivery" ALTER COLUMN "body_sealed" DROP NOT NULL,
ADD COLUMN     "content_type" TEXT,
ADD COLUMN     "messages" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "topic" TEXT;

-- CreateTable
CREATE TABLE "upload_piece" (
    "upload_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "body_sealed" BYTEA NOT NULL,

    CONSTRAINT "upload_piece_pkey" PRIMARY KEY ("upload_id","position")
);

-- CreateTable
CREATE TABLE "webhook_refusal" (
    "source_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "webhook_refusal_pkey" PRIMARY KEY ("source_id","minute")
);

-- CreateIndex
CREATE UNIQUE INDEX "conversation_source_id_external_id_part_key" ON "conversation"("source_id", "external_id", "part");

-- CreateIndex
CREATE INDEX "upload_created_at_id_idx" ON "upload"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_delivery_source_id_received_at_id_idx" ON "webhook_delivery"("source_id", "received_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "upload_piece" ADD CONSTRAINT "upload_piece_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "upload"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_refusal" ADD CONSTRAINT "webhook_refusal_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits to be turned into messages: the worker's queue. It holds only these, so it stays small however many there were.
CREATE INDEX "webhook_delivery_waiting" ON "webhook_delivery"("received_at", "id") WHERE "state" = 'received';
CREATE INDEX "webhook_delivery_attention" ON "webhook_delivery"("source_id", "received_at" DESC) WHERE "state" = 'needs_attention';

-- The bytes of a delivery are kept for as long as somebody may have to read them; what can be forgotten is found by this.
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_keeps_body"
  CHECK ("body_sealed" IS NOT NULL OR "state" IN ('normalised', 'ignored'));
CREATE INDEX "webhook_delivery_forgettable" ON "webhook_delivery"("handled_at")
  WHERE "state" IN ('normalised', 'ignored') AND "body_sealed" IS NOT NULL;

ALTER TABLE "upload" ADD CONSTRAINT "upload_finished_has_time"
  CHECK (("state" IN ('finished', 'cancelled', 'failed')) = ("finished_at" IS NOT NULL));
ALTER TABLE "upload" ADD CONSTRAINT "upload_failed_has_reason" CHECK (("state" = 'failed') = ("failure" IS NOT NULL));
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_part_counts_from_one" CHECK ("part" >= 1);
