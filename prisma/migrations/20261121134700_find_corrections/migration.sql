-- Corrections are told of when they can no longer be taken back; their case may be closed by then, and is not closed again.
CREATE INDEX decision_corrections ON decision (undoable_until) WHERE supersedes_id IS NOT NULL;
