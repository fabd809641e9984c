-- CreateEnum
CREATE TYPE "alert_kind" AS ENUM ('new_emergency', 'tier_breach', 'empty_desk', 'model_down', 'hand_over', 'endpoint_failing');

-- CreateEnum
CREATE TYPE "slot_kind" AS ENUM ('second_review', 'adjudication', 'gold', 'sample');

-- CreateEnum
CREATE TYPE "endpoint_kind" AS ENUM ('webhook', 'email', 'slack');

-- CreateEnum
CREATE TYPE "outbound_state" AS ENUM ('waiting', 'delivered', 'failed', 'cancelled');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "claim_end" ADD VALUE 'snoozed';
ALTER TYPE "claim_end" ADD VALUE 'requeued';
ALTER TYPE "claim_end" ADD VALUE 'taken_over';

-- AlterEnum
ALTER TYPE "data_key_kind" ADD VALUE 'endpoint';

-- AlterTable
ALTER TABLE "case" ADD COLUMN     "for_user_id" TEXT,
ADD COLUMN     "snoozed_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "conversation" ADD COLUMN     "language" TEXT;

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "policy_version_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- CreateTable
CREATE TABLE "case_pass" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "reviewer_id" TEXT NOT NULL,
    "reason" TEXT,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "case_pass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "presence" (
    "case_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "presence_pkey" PRIMARY KEY ("case_id","user_id")
);

-- CreateTable
CREATE TABLE "desk_presence" (
    "user_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "desk_presence_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "owner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_action" (
    "id" UUID NOT NULL,
    "by_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cases" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undoable_until" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reviewer_preference" (
    "user_id" TEXT NOT NULL,
    "opt_out_types" "risk_type"[],
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reviewer_preference_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "exposure" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL,
    "tier" INTEGER NOT NULL,
    "exposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exposure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reviewer_break" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "reviewer_break_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "kind" "alert_kind" NOT NULL,
    "key" TEXT NOT NULL,
    "case_id" UUID,
    "tier" INTEGER,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "step" INTEGER NOT NULL DEFAULT 0,
    "next_step_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_slot" (
    "id" UUID NOT NULL,
    "kind" "slot_kind" NOT NULL,
    "conversation_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "case_id" UUID NOT NULL,
    "of_case_id" UUID,
    "first_decision_id" UUID,
    "second_decision_id" UUID,
    "gold_case_id" UUID,
    "binding" BOOLEAN NOT NULL DEFAULT false,
    "probability" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "reviewer_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answer_id" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "agreed" BOOLEAN,

    CONSTRAINT "review_slot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gold_case" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "decision_id" UUID NOT NULL,
    "added_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "gold_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "id" UUID NOT NULL,
    "policy_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "risk_types" "risk_type"[],
    "note" TEXT NOT NULL DEFAULT '',
    "saved_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting_change" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "changed_by_id" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_endpoint" (
    "id" UUID NOT NULL,
    "kind" "endpoint_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "source_id" UUID,
    "events" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "target_sealed" BYTEA NOT NULL,
    "secret_sealed" BYTEA,
    "hint" TEXT NOT NULL,
    "data_key_id" UUID NOT NULL,
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paused_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbound_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_delivery" (
    "id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "alert_id" UUID,
    "decision_id" UUID,
    "state" "outbound_state" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_status" INTEGER,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbound_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "case_pass_case_id_reviewer_id_until_idx" ON "case_pass"("case_id", "reviewer_id", "until");

-- CreateIndex
CREATE INDEX "desk_presence_seen_at_idx" ON "desk_presence"("seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_owner_id_name_key" ON "saved_view"("owner_id", "name");

-- CreateIndex
CREATE INDEX "bulk_action_created_at_idx" ON "bulk_action"("created_at");

-- CreateIndex
CREATE INDEX "exposure_user_id_exposed_at_idx" ON "exposure"("user_id", "exposed_at");

-- CreateIndex
CREATE UNIQUE INDEX "exposure_user_id_case_id_key" ON "exposure"("user_id", "case_id");

-- CreateIndex
CREATE INDEX "reviewer_break_user_id_started_at_idx" ON "reviewer_break"("user_id", "started_at");

-- CreateIndex
CREATE INDEX "alert_opened_at_id_idx" ON "alert"("opened_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "review_slot_case_id_key" ON "review_slot"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_slot_answer_id_key" ON "review_slot"("answer_id");

-- CreateIndex
CREATE INDEX "review_slot_of_case_id_idx" ON "review_slot"("of_case_id");

-- CreateIndex
CREATE INDEX "review_slot_first_decision_id_idx" ON "review_slot"("first_decision_id");

-- CreateIndex
CREATE INDEX "review_slot_kind_created_at_idx" ON "review_slot"("kind", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "gold_case_conversation_id_revision_key" ON "gold_case"("conversation_id", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "policy_version_policy_id_version_key" ON "policy_version"("policy_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "setting_change_name_version_key" ON "setting_change"("name", "version");

-- CreateIndex
CREATE INDEX "outbound_endpoint_source_id_idx" ON "outbound_endpoint"("source_id");

-- CreateIndex
CREATE INDEX "outbound_delivery_endpoint_id_created_at_idx" ON "outbound_delivery"("endpoint_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_delivery_endpoint_id_event_decision_id_key" ON "outbound_delivery"("endpoint_id", "event", "decision_id");

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_for_user_id_fkey" FOREIGN KEY ("for_user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_pass" ADD CONSTRAINT "case_pass_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_pass" ADD CONSTRAINT "case_pass_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presence" ADD CONSTRAINT "presence_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "presence" ADD CONSTRAINT "presence_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk_presence" ADD CONSTRAINT "desk_presence_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_action" ADD CONSTRAINT "bulk_action_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviewer_preference" ADD CONSTRAINT "reviewer_preference_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exposure" ADD CONSTRAINT "exposure_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviewer_break" ADD CONSTRAINT "reviewer_break_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_acknowledged_by_id_fkey" FOREIGN KEY ("acknowledged_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_slot" ADD CONSTRAINT "review_slot_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_slot" ADD CONSTRAINT "review_slot_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_slot" ADD CONSTRAINT "review_slot_of_case_id_fkey" FOREIGN KEY ("of_case_id") REFERENCES "case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_slot" ADD CONSTRAINT "review_slot_first_decision_id_fkey" FOREIGN KEY ("first_decision_id") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_slot" ADD CONSTRAINT "review_slot_second_decision_id_fkey" FOREIGN KEY ("second_decision_id") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_slot" ADD CONSTRAINT "review_slot_answer_id_fkey" FOREIGN KEY ("answer_id") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_slot" ADD CONSTRAINT "review_slot_gold_case_id_fkey" FOREIGN KEY ("gold_case_id") REFERENCES "gold_case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_slot" ADD CONSTRAINT "review_slot_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gold_case" ADD CONSTRAINT "gold_case_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gold_case" ADD CONSTRAINT "gold_case_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gold_case" ADD CONSTRAINT "gold_case_added_by_id_fkey" FOREIGN KEY ("added_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "policy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_version" ADD CONSTRAINT "policy_version_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "setting_change" ADD CONSTRAINT "setting_change_changed_by_id_fkey" FOREIGN KEY ("changed_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_endpoint" ADD CONSTRAINT "outbound_endpoint_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_endpoint" ADD CONSTRAINT "outbound_endpoint_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_endpoint" ADD CONSTRAINT "outbound_endpoint_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_delivery" ADD CONSTRAINT "outbound_delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "outbound_endpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_delivery" ADD CONSTRAINT "outbound_delivery_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_delivery" ADD CONSTRAINT "outbound_delivery_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Records that only grow.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['setting_change', 'policy_version'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      name || '_no_truncate', name);
  END LOOP;
END
$$;

-- Who looks at what in this moment is no record: it may be lost with the server, and is not written twice.
ALTER TABLE presence SET UNLOGGED;
ALTER TABLE desk_presence SET UNLOGGED;

-- One alert of a kind about one thing at a time; what the sender, the chain of alerts and the waking of snoozed cases look for.
CREATE UNIQUE INDEX alert_one_open ON alert (key) WHERE resolved_at IS NULL;
CREATE INDEX alert_next_step ON alert (next_step_at) WHERE resolved_at IS NULL AND acknowledged_at IS NULL;
CREATE INDEX outbound_waiting ON outbound_delivery (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX case_snoozed ON "case" (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX review_slot_binding ON review_slot (of_case_id) WHERE binding AND answered_at IS NULL;
CREATE UNIQUE INDEX reviewer_break_one_open ON reviewer_break (user_id) WHERE ended_at IS NULL;

ALTER TABLE "case" ADD CONSTRAINT case_snooze_no_emergency CHECK (snoozed_until IS NULL OR tier > 0);
ALTER TABLE review_slot
  ADD CONSTRAINT review_slot_probability CHECK (probability > 0 AND probability <= 1),
  ADD CONSTRAINT review_slot_answer_complete CHECK ((answer_id IS NULL) = (answered_at IS NULL)),
  ADD CONSTRAINT review_slot_shape CHECK (CASE kind
    WHEN 'second_review' THEN first_decision_id IS NOT NULL AND of_case_id IS NOT NULL
    WHEN 'adjudication' THEN first_decision_id IS NOT NULL AND second_decision_id IS NOT NULL AND of_case_id IS NOT NULL
    WHEN 'gold' THEN gold_case_id IS NOT NULL AND reviewer_id IS NOT NULL
    ELSE of_case_id IS NULL END);
ALTER TABLE alert ADD CONSTRAINT alert_acknowledged_by CHECK ((acknowledged_at IS NULL) = (acknowledged_by_id IS NULL));
ALTER TABLE outbound_delivery ADD CONSTRAINT outbound_ended_has_time CHECK ((state = 'waiting') = (ended_at IS NULL));
ALTER TABLE exposure ADD CONSTRAINT exposure_weight CHECK (weight >= 0);

-- Tells the web processes that cases changed: which ones, or none named where they are many. A hint, nothing more.
CREATE FUNCTION notify_cases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('vigil_cases', CASE WHEN count(*) <= 20 THEN coalesce(string_agg(id::text, ','), '') ELSE '' END)
  FROM changed HAVING count(*) > 0;
  RETURN NULL;
END
$$;
CREATE TRIGGER case_inserted AFTER INSERT ON "case" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION notify_cases();
CREATE TRIGGER case_updated AFTER UPDATE ON "case" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION notify_cases();

CREATE FUNCTION notify_alerts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('vigil_alerts', '');
  RETURN NULL;
END
$$;
CREATE TRIGGER alert_changed AFTER INSERT OR UPDATE ON alert FOR EACH STATEMENT EXECUTE FUNCTION notify_alerts();
