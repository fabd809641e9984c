-- AlterEnum
ALTER TYPE "alert_kind" ADD VALUE 'figures_differed';

-- Counts by type and level tell readings by keyword rules from a model's: they are made anew from the facts, below.
TRUNCATE measure_risk_rollup, measure_level_rollup;

-- DropIndex
DROP INDEX "measure_level_rollup_of";

-- DropIndex
DROP INDEX "measure_risk_rollup_of";

-- AlterTable
ALTER TABLE "measure_case_fact" ADD COLUMN     "decision_bucket" SMALLINT,
ADD COLUMN     "view_bucket" SMALLINT;

-- AlterTable
ALTER TABLE "measure_level_rollup" ADD COLUMN     "provisional" BOOLEAN NOT NULL;

-- AlterTable
ALTER TABLE "measure_risk_rollup" ADD COLUMN     "provisional" BOOLEAN NOT NULL;

-- One row for each combination of what is counted, also where parts of it are not known.
CREATE UNIQUE INDEX measure_risk_rollup_of ON measure_risk_rollup (day, source_id, language, model, strategy, provisional,
  tier, visibility, outcome, stratum, probability, type, subject, cell) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX measure_level_rollup_of ON measure_level_rollup (day, source_id, language, model, strategy, provisional,
  tier, visibility, kind, model_level, person_level) NULLS NOT DISTINCT;

INSERT INTO measure_risk_rollup (day, source_id, language, model, strategy, provisional, tier, visibility, outcome, stratum,
  probability, type, subject, cell, n)
SELECT day, source_id, language, model, strategy, provisional, tier, visibility, outcome, stratum, probability, type, subject,
  CASE WHEN present IS NULL THEN 'open' WHEN named AND present THEN 'tp' WHEN named THEN 'fp' ELSE 'fn' END, count(*)
FROM measure_fact f JOIN measure_risk_fact x USING (conversation_id)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;

INSERT INTO measure_level_rollup (day, source_id, language, model, strategy, provisional, tier, visibility, kind, model_level,
  person_level, n)
SELECT day, source_id, language, model, strategy, provisional, tier, visibility, kind, model_level, person_level, count(*)
FROM measure_fact f JOIN measure_risk_fact x USING (conversation_id)
CROSS JOIN LATERAL (VALUES
  ('severity', model_severity::text, person_severity::text),
  ('imminence', coalesce(model_imminence::text, 'unstated'), coalesce(person_imminence::text, 'unstated'))
) AS level (kind, model_level, person_level)
WHERE x.named AND x.present AND x.subject <> 'any'
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;

-- How long a case waited, in steps of 2% (domain/measure/facts/wait-buckets.ts): null while it still waits.
UPDATE measure_case_fact
SET view_bucket = ceil(ln(greatest(date_part('epoch', coalesce(viewed_at, closed_at) - opened_at), 1)) / ln(1.02::float8))
WHERE viewed_at IS NOT NULL OR closed_at IS NOT NULL;
UPDATE measure_case_fact
SET decision_bucket = ceil(ln(greatest(date_part('epoch', coalesce(decided_at, closed_at) - opened_at), 1)) / ln(1.02::float8))
WHERE decided_at IS NOT NULL OR closed_at IS NOT NULL;
CREATE INDEX measure_case_fact_waiting ON measure_case_fact (case_id) WHERE view_bucket IS NULL OR decision_bucket IS NULL;
