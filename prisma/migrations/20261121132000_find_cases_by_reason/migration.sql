-- Leads ask for the few cases of one reason among the many of another.
CREATE INDEX case_live_reason ON "case" (reason, queue_tier, rank_at, id) WHERE state IN ('open', 'claimed', 'escalated');
