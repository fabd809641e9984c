-- CreateTable
CREATE TABLE "case_count" (
    "id" BIGSERIAL NOT NULL,
    "queue_tier" INTEGER NOT NULL,
    "state" "case_state" NOT NULL,
    "due_from" TIMESTAMPTZ(3) NOT NULL,
    "change" INTEGER NOT NULL,

    CONSTRAINT "case_count_pkey" PRIMARY KEY ("id")
);

-- Rows come and go all the time, and the summary reads all of them: dead ones are cleared away early.
ALTER TABLE case_count SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 2000);

-- Since when the oldest of a tier waits, by which each count is checked too.
CREATE INDEX case_oldest ON "case" (queue_tier, opened_at) WHERE state = 'open' AND for_user_id IS NULL;

-- Changes are added, and rows never changed: two people who claim in the same moment wait for nothing of each other.
CREATE FUNCTION count_cases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO case_count (queue_tier, state, due_from, change)
    SELECT queue_tier, state, date_bin('5 minutes', due_at, '2000-01-01Z'), count(*) FROM after_change
    WHERE state IN ('open', 'claimed', 'escalated') AND for_user_id IS NULL GROUP BY 1, 2, 3;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO case_count (queue_tier, state, due_from, change)
    SELECT queue_tier, state, date_bin('5 minutes', due_at, '2000-01-01Z'), -count(*) FROM before_change
    WHERE state IN ('open', 'claimed', 'escalated') AND for_user_id IS NULL GROUP BY 1, 2, 3;
  ELSE
    INSERT INTO case_count (queue_tier, state, due_from, change)
    SELECT queue_tier, state, date_bin('5 minutes', due_at, '2000-01-01Z'), sum(change) FROM (
      SELECT queue_tier, state, due_at, for_user_id, -1 AS change FROM before_change
      UNION ALL SELECT queue_tier, state, due_at, for_user_id, 1 FROM after_change) AS moved
    WHERE state IN ('open', 'claimed', 'escalated') AND for_user_id IS NULL GROUP BY 1, 2, 3 HAVING sum(change) <> 0;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER case_counted AFTER INSERT ON "case" REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION count_cases();
CREATE TRIGGER case_change_counted AFTER UPDATE ON "case" REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION count_cases();
CREATE TRIGGER case_removal_counted AFTER DELETE ON "case" REFERENCING OLD TABLE AS before_change
  FOR EACH STATEMENT EXECUTE FUNCTION count_cases();

-- What is there already. Creating the triggers keeps others from changing cases until this is committed.
INSERT INTO case_count (queue_tier, state, due_from, change)
SELECT queue_tier, state, date_bin('5 minutes', due_at, '2000-01-01Z'), count(*) FROM "case"
WHERE state IN ('open', 'claimed', 'escalated') AND for_user_id IS NULL GROUP BY 1, 2, 3;
