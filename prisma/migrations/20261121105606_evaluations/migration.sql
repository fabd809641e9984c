-- CreateEnum
CREATE TYPE "evaluation_state" AS ENUM ('running', 'finished', 'cancelled', 'failed');

-- AlterEnum
ALTER TYPE "data_key_kind" ADD VALUE 'evaluation';

-- CreateTable
CREATE TABLE "evaluation_run" (
    "id" UUID NOT NULL,
    "created_by_id" TEXT,
    "data_key_id" UUID NOT NULL,
    "file_name_sealed" BYTEA NOT NULL,
    "file_sealed" BYTEA NOT NULL,
    "state" "evaluation_state" NOT NULL DEFAULT 'running',
    "failure" TEXT,
    "cases" INTEGER NOT NULL,
    "left_out" INTEGER NOT NULL,
    "engine" TEXT,
    "model" TEXT,
    "comparisons" JSONB,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation_strategy" (
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "strategy" TEXT NOT NULL,
    "judges" INTEGER NOT NULL,
    "vote_rule" TEXT NOT NULL,
    "figures" JSONB,

    CONSTRAINT "evaluation_strategy_pkey" PRIMARY KEY ("run_id","position")
);

-- CreateTable
CREATE TABLE "evaluation_reading" (
    "run_id" UUID NOT NULL,
    "strategy" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "outcome" "outcome" NOT NULL,
    "types" TEXT[],
    "level" TEXT,
    "calls" INTEGER NOT NULL,
    "prompt_tokens" INTEGER,
    "completion_tokens" INTEGER,
    "latency_ms" INTEGER NOT NULL,

    CONSTRAINT "evaluation_reading_pkey" PRIMARY KEY ("run_id","strategy","position")
);

-- CreateIndex
CREATE INDEX "evaluation_run_created_at_id_idx" ON "evaluation_run"("created_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "evaluation_run" ADD CONSTRAINT "evaluation_run_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_run" ADD CONSTRAINT "evaluation_run_data_key_id_fkey" FOREIGN KEY ("data_key_id") REFERENCES "data_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_strategy" ADD CONSTRAINT "evaluation_strategy_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "evaluation_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_reading" ADD CONSTRAINT "evaluation_reading_run_id_strategy_fkey" FOREIGN KEY ("run_id", "strategy") REFERENCES "evaluation_strategy"("run_id", "position") ON DELETE CASCADE ON UPDATE CASCADE;

-- The worker's queue: it holds only what runs.
CREATE INDEX evaluation_running ON evaluation_run (created_at) WHERE state = 'running';
ALTER TABLE evaluation_run
  ADD CONSTRAINT evaluation_run_ended_has_time CHECK ((state = 'running') = (finished_at IS NULL)),
  ADD CONSTRAINT evaluation_run_failed_has_reason CHECK ((state = 'failed') = (failure IS NOT NULL));
ALTER TABLE evaluation_strategy ADD CONSTRAINT evaluation_strategy_judges CHECK (judges BETWEEN 1 AND 9);
