-- DropIndex
DROP INDEX "case_state_queue_tier_due_at_id_idx";

-- AlterTable
ALTER TABLE "call" ADD COLUMN     "constrained" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "endpoint" TEXT,
ADD COLUMN     "flag_score" DOUBLE PRECISION,
ADD COLUMN     "judge" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "purpose" TEXT NOT NULL DEFAULT 'read',
ADD COLUMN     "request_id" TEXT,
ADD COLUMN     "score_censored" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "severity_scores" JSONB,
ADD COLUMN     "window" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "case" ADD COLUMN     "rank_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "rank_lead_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "classification" ADD COLUMN     "dtype" TEXT,
ADD COLUMN     "flag_score" DOUBLE PRECISION,
ADD COLUMN     "incomplete" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "judges" INTEGER,
ADD COLUMN     "model_revision" TEXT,
ADD COLUMN     "suspected_sealed" BYTEA,
ADD COLUMN     "vote_rule" TEXT;

-- AlterTable
ALTER TABLE "risk" ADD COLUMN     "agreement" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "reading_window" (
    "id" UUID NOT NULL,
    "classification_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "first_message_id" UUID NOT NULL,
    "last_message_id" UUID NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "outcome" "outcome" NOT NULL,
    "flag_score" DOUBLE PRECISION,
    "result_sealed" BYTEA,
    "reused" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "reading_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "risk_message" (
    "risk_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,

    CONSTRAINT "risk_message_pkey" PRIMARY KEY ("risk_id","message_id")
);

-- CreateTable
CREATE TABLE "strategy_choice" (
    "id" UUID NOT NULL,
    "strategy" TEXT NOT NULL,
    "judges" INTEGER NOT NULL,
    "vote_rule" TEXT NOT NULL,
    "chosen_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "strategy_choice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offline_rule_set" (
    "version" INTEGER NOT NULL,
    "yaml" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "saved_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "offline_rule_set_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "endpoint_report" (
    "process" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "report" JSONB NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "endpoint_report_pkey" PRIMARY KEY ("process","endpoint")
);

-- CreateIndex
CREATE UNIQUE INDEX "reading_window_classification_id_position_key" ON "reading_window"("classification_id", "position");

-- CreateIndex
CREATE INDEX "strategy_choice_created_at_idx" ON "strategy_choice"("created_at");

-- CreateIndex
CREATE INDEX "call_created_at_idx" ON "call"("created_at");

-- CreateIndex
CREATE INDEX "case_state_queue_tier_rank_at_id_idx" ON "case"("state", "queue_tier", "rank_at", "id");

-- AddForeignKey
ALTER TABLE "reading_window" ADD CONSTRAINT "reading_window_classification_id_fkey" FOREIGN KEY ("classification_id") REFERENCES "classification"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading_window" ADD CONSTRAINT "reading_window_first_message_id_fkey" FOREIGN KEY ("first_message_id") REFERENCES "message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reading_window" ADD CONSTRAINT "reading_window_last_message_id_fkey" FOREIGN KEY ("last_message_id") REFERENCES "message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risk_message" ADD CONSTRAINT "risk_message_risk_id_fkey" FOREIGN KEY ("risk_id") REFERENCES "risk"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "risk_message" ADD CONSTRAINT "risk_message_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "strategy_choice" ADD CONSTRAINT "strategy_choice_chosen_by_id_fkey" FOREIGN KEY ("chosen_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offline_rule_set" ADD CONSTRAINT "offline_rule_set_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The place of a case within its tier follows its due time, whoever writes that.
CREATE FUNCTION set_case_rank() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.rank_at := NEW.due_at - make_interval(secs => NEW.rank_lead_seconds);
  RETURN NEW;
END
$$;
CREATE TRIGGER case_rank BEFORE INSERT OR UPDATE OF due_at, rank_lead_seconds, rank_at ON "case"
  FOR EACH ROW EXECUTE FUNCTION set_case_rank();
UPDATE "case" SET rank_lead_seconds = 0;

-- The queue goes by tier, then rank: the indexes of 20261121030100_guards, with rank_at in place of due_at.
DROP INDEX case_queue;
DROP INDEX case_live;
CREATE INDEX case_queue ON "case" (queue_tier, rank_at, id) WHERE state = 'open';
CREATE INDEX case_live ON "case" (queue_tier, rank_at, id) WHERE state IN ('open', 'claimed', 'escalated');

-- Records that only grow.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['reading_window', 'risk_message', 'strategy_choice', 'offline_rule_set'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      name || '_no_truncate', name);
  END LOOP;
END
$$;

ALTER TABLE "case" ADD CONSTRAINT case_rank_lead CHECK (rank_lead_seconds >= 0);
ALTER TABLE classification
  ADD CONSTRAINT classification_incomplete_is_risk CHECK (NOT incomplete OR outcome = 'risk'),
  ADD CONSTRAINT classification_flag_score CHECK (flag_score BETWEEN 0 AND 1),
  ADD CONSTRAINT classification_votes CHECK ((judges IS NULL) = (vote_rule IS NULL));
ALTER TABLE strategy_choice ADD CONSTRAINT strategy_choice_judges CHECK (judges BETWEEN 1 AND 9);
