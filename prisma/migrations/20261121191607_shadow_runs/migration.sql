-- CreateEnum
CREATE TYPE "shadow_state" AS ENUM ('running', 'paused', 'finished', 'cancelled', 'failed');

-- CreateTable
CREATE TABLE "shadow_run" (
    "id" UUID NOT NULL,
    "created_by_id" TEXT,
    "state" "shadow_state" NOT NULL DEFAULT 'running',
    "failure" TEXT,
    "reader" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "judges" INTEGER NOT NULL,
    "vote_rule" TEXT NOT NULL,
    "from_day" DATE,
    "to_day" DATE,
    "source_id" UUID,
    "scope" TEXT NOT NULL,
    "most" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "population" INTEGER NOT NULL DEFAULT 0,
    "chosen" INTEGER NOT NULL DEFAULT 0,
    "erased" INTEGER NOT NULL DEFAULT 0,
    "unread" INTEGER NOT NULL DEFAULT 0,
    "engine" TEXT,
    "model" TEXT,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "shadow_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shadow_reading" (
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "conversation_id" UUID NOT NULL,
    "classification_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "standing_outcome" "outcome" NOT NULL,
    "standing_tier" SMALLINT,
    "left_out" TEXT,
    "outcome" "outcome",
    "types" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "level" TEXT,
    "tier" SMALLINT,
    "score" DOUBLE PRECISION,
    "calls" INTEGER,
    "prompt_tokens" INTEGER,
    "completion_tokens" INTEGER,
    "latency_ms" INTEGER,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "shadow_reading_pkey" PRIMARY KEY ("run_id","position")
);

-- CreateIndex
CREATE INDEX "shadow_run_created_at_id_idx" ON "shadow_run"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "shadow_reading_run_id_conversation_id_key" ON "shadow_reading"("run_id", "conversation_id");

-- AddForeignKey
ALTER TABLE "shadow_run" ADD CONSTRAINT "shadow_run_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shadow_reading" ADD CONSTRAINT "shadow_reading_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "shadow_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what Prisma cannot say.
CREATE INDEX shadow_running ON shadow_run (created_at) WHERE state = 'running';
ALTER TABLE shadow_run
  ADD CONSTRAINT shadow_run_ended_has_time CHECK ((state IN ('running', 'paused')) = (finished_at IS NULL)),
  ADD CONSTRAINT shadow_run_failed_has_reason CHECK ((state = 'failed') = (failure IS NOT NULL)),
  ADD CONSTRAINT shadow_run_chooses_what_fits CHECK (chosen <= population AND chosen <= most);
-- Read once, or left out, and never both.
ALTER TABLE shadow_reading
  ADD CONSTRAINT shadow_reading_read_whole CHECK ((read_at IS NULL) = (outcome IS NULL) AND (read_at IS NULL) = (calls IS NULL)),
  ADD CONSTRAINT shadow_reading_read_or_left CHECK (left_out IS NULL OR read_at IS NULL);
