-- CreateTable
CREATE TABLE "measure_score_rollup" (
    "id" BIGSERIAL NOT NULL,
    "day" DATE NOT NULL,
    "source_id" UUID NOT NULL,
    "language" TEXT,
    "model" TEXT,
    "strategy" TEXT,
    "tier" SMALLINT,
    "outcome" "outcome" NOT NULL,
    "answer" TEXT NOT NULL,
    "visibility" TEXT,
    "stratum" TEXT,
    "probability" DOUBLE PRECISION,
    "bin" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "measure_score_rollup_pkey" PRIMARY KEY ("id")
);

-- Nulls are alike here, as in the other tables of counts.
CREATE UNIQUE INDEX measure_score_rollup_of ON measure_score_rollup (day, source_id, language, model, strategy, tier,
  outcome, answer, visibility, stratum, probability, bin) NULLS NOT DISTINCT;
CREATE INDEX measure_score_rollup_empty ON measure_score_rollup (id) WHERE n = 0;

-- What is measured already. The bins are those of domain/measure/facts/score-bins.ts.
INSERT INTO measure_score_rollup (day, source_id, language, model, strategy, tier, outcome, answer, visibility, stratum,
  probability, bin, n)
SELECT day, source_id, language, model, strategy, tier, outcome, answer, visibility, stratum, probability,
  width_bucket(score, '{0,0.0001,0.0002,0.0005,0.001,0.002,0.005,0.01,0.02,0.05,0.1,0.15,0.2,0.25,0.3,0.35,0.4,0.45,0.5,0.55,0.6,0.65,0.7,0.75,0.8,0.85,0.9,0.95,0.98,0.99,0.995,0.998,0.999,0.9995,0.9998,0.9999}'::float8[]) - 1,
  count(*)
FROM measure_fact WHERE score IS NOT NULL AND NOT provisional
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
