-- AlterTable
ALTER TABLE "outbound_delivery" ADD COLUMN     "first_attempt_at" TIMESTAMPTZ(3),
ADD COLUMN     "fold_key" TEXT,
ADD COLUMN     "folded_into_id" UUID;

-- AlterTable
ALTER TABLE "outbound_endpoint" ADD COLUMN     "previous_secret_sealed" BYTEA,
ADD COLUMN     "previous_secret_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "alert_cause" (
    "key" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_cause_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "outbound_attempt" (
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" INTEGER,
    "error" TEXT,
    "took_ms" INTEGER NOT NULL,

    CONSTRAINT "outbound_attempt_pkey" PRIMARY KEY ("delivery_id","number")
);

-- CreateIndex
CREATE INDEX "alert_case_id_idx" ON "alert"("case_id");

-- CreateIndex
CREATE INDEX "outbound_delivery_alert_id_idx" ON "outbound_delivery"("alert_id");

-- CreateIndex
CREATE INDEX "outbound_delivery_folded_into_id_idx" ON "outbound_delivery"("folded_into_id");

-- AddForeignKey
ALTER TABLE "outbound_delivery" ADD CONSTRAINT "outbound_delivery_folded_into_id_fkey" FOREIGN KEY ("folded_into_id") REFERENCES "outbound_delivery"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_attempt" ADD CONSTRAINT "outbound_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "outbound_delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the sender folds, what says whether an endpoint fails, what the watch over the queue looks for, and the open alerts.
CREATE INDEX outbound_fold ON outbound_delivery (endpoint_id, fold_key, first_attempt_at) WHERE fold_key IS NOT NULL;
CREATE INDEX outbound_ended ON outbound_delivery (endpoint_id, ended_at DESC) WHERE state IN ('delivered', 'failed');
CREATE INDEX case_due ON "case" (tier, due_at) WHERE state IN ('open', 'claimed', 'escalated');
CREATE INDEX alert_open ON alert (opened_at DESC, id DESC) WHERE resolved_at IS NULL;
