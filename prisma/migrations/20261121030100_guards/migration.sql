-- What Prisma's schema language cannot say: records that never change, limits on values, one live claim and one live
-- case, and indexes that only hold what a query asks for.

-- Append-only tables. A trigger stops an honest mistake; a superuser can still turn it off, which is why the log is also
-- made checkable from outside (docs/decisions).
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'audit_event', 'audit_leaf', 'audit_checkpoint',
    'decision', 'decision_undo', 'finding', 'finding_evidence',
    'frame', 'sample', 'classification', 'call', 'risk', 'message_version'
  ] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
      name || '_no_truncate', name);
  END LOOP;
END
$$;

-- What a person or platform sent is never removed by the application; erasure empties the data key instead.
CREATE TRIGGER conversation_kept BEFORE DELETE ON conversation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER message_kept BEFORE DELETE ON message FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- At most one live claim a case: the database's own word, whatever the code does.
CREATE UNIQUE INDEX claim_one_live_per_case ON claim (case_id) WHERE ended_at IS NULL;
CREATE INDEX claim_live_expiry ON claim (expires_at) WHERE ended_at IS NULL;

-- At most one live case a conversation, besides samples and further reviews.
CREATE UNIQUE INDEX case_one_live_per_conversation ON "case" (conversation_id)
  WHERE state IN ('open', 'claimed', 'escalated') AND reason IN ('flagged', 'unscored', 'reopened', 'manual');

-- The queue: what can be claimed, in the order it is claimed; and what ages.
CREATE INDEX case_queue ON "case" (queue_tier, due_at, id) WHERE state = 'open';
CREATE INDEX case_live ON "case" (queue_tier, due_at, id) WHERE state IN ('open', 'claimed', 'escalated');
CREATE INDEX case_ageing ON "case" (due_at) WHERE state = 'open' AND queue_tier = tier AND tier > 1;
CREATE INDEX case_decided ON "case" (id) WHERE state = 'decided';

-- Conversations that wait for a reading.
CREATE INDEX conversation_unread ON conversation (unread_since) WHERE unread_since IS NOT NULL;
CREATE INDEX conversation_read_again ON conversation (read_again_at) WHERE read_again_at IS NOT NULL;

ALTER TABLE "case"
  ADD CONSTRAINT case_tier_range CHECK (tier BETWEEN 0 AND 3),
  ADD CONSTRAINT case_queue_tier_range CHECK (queue_tier BETWEEN 0 AND tier AND (queue_tier > 0 OR tier = 0)),
  ADD CONSTRAINT case_closed_has_time CHECK ((state = 'closed') = (closed_at IS NOT NULL));
ALTER TABLE claim ADD CONSTRAINT claim_end_complete CHECK ((ended_at IS NULL) = ("end" IS NULL));
ALTER TABLE conversation
  ADD CONSTRAINT conversation_revision_positive CHECK (revision >= 1),
  ADD CONSTRAINT conversation_message_count CHECK (message_count >= 0);
ALTER TABLE message ADD CONSTRAINT message_position CHECK (position >= 0 AND revision >= 1);
ALTER TABLE classification
  ADD CONSTRAINT classification_unscored_has_reason CHECK ((outcome = 'unscored') = (unscored_reason IS NOT NULL));
ALTER TABLE finding
  ADD CONSTRAINT finding_is_whole CHECK (
    CASE assessment
      WHEN 'missed' THEN risk_id IS NULL AND subject IS NOT NULL AND type IS NOT NULL AND severity IS NOT NULL
      WHEN 'not_present' THEN risk_id IS NOT NULL AND subject IS NULL AND type IS NULL AND severity IS NULL AND imminence IS NULL
      ELSE risk_id IS NOT NULL AND subject IS NOT NULL AND type IS NOT NULL AND severity IS NOT NULL
    END
  );
ALTER TABLE decision
  ADD CONSTRAINT decision_time_spent CHECK (time_spent_ms >= 0),
  ADD CONSTRAINT decision_undo_window CHECK (undoable_until >= decided_at);
ALTER TABLE sample ADD CONSTRAINT sample_probability CHECK (inclusion_probability > 0 AND inclusion_probability <= 1);
ALTER TABLE data_key ADD CONSTRAINT data_key_erased CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL));
ALTER TABLE installation ADD CONSTRAINT installation_single CHECK (id = 1);
ALTER TABLE "user" ADD CONSTRAINT user_email_lower CHECK (email = lower(email));
