-- AlterTable
ALTER TABLE "measure_fact" ADD COLUMN     "came_into" TEXT;

-- AlterTable
ALTER TABLE "measure_rollup" ADD COLUMN     "came_into" TEXT;

-- AlterTable
ALTER TABLE "measure_risk_rollup" ADD COLUMN     "came_into" TEXT;

-- AlterTable
ALTER TABLE "measure_score_rollup" ADD COLUMN     "came_into" TEXT;

-- Nulls are alike here, as before.
DROP INDEX measure_rollup_of;
CREATE UNIQUE INDEX measure_rollup_of ON measure_rollup (day, source_id, language, model, strategy, provisional, tier,
  outcome, answer, visibility, stratum, probability, came_into, overturn) NULLS NOT DISTINCT;
DROP INDEX measure_risk_rollup_of;
CREATE UNIQUE INDEX measure_risk_rollup_of ON measure_risk_rollup (day, source_id, language, model, strategy, provisional,
  tier, visibility, outcome, stratum, probability, came_into, type, subject, cell) NULLS NOT DISTINCT;
DROP INDEX measure_score_rollup_of;
CREATE UNIQUE INDEX measure_score_rollup_of ON measure_score_rollup (day, source_id, language, model, strategy, tier,
  outcome, answer, visibility, stratum, probability, came_into, bin) NULLS NOT DISTINCT;

-- What the figures now take otherwise is taken in anew, by whoever asks next: what was come upon, flags whose case ended
-- without a decision, and what was drawn and has more decisions than one.
INSERT INTO measure_change (conversation_id)
SELECT conversation_id FROM measure_fact f
WHERE stratum = 'seen' OR (outcome <> 'none' AND tier IS NULL)
  OR EXISTS (SELECT 1 FROM sample s WHERE s.conversation_id = f.conversation_id AND s.drawn)
    AND (SELECT count(*) FROM decision d WHERE d.conversation_id = f.conversation_id) > 1;
