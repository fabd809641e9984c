-- CreateIndex
CREATE INDEX "message_external_id_idx" ON "message" USING HASH ("external_id");
