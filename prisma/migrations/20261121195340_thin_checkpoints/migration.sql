-- CreateTable
CREATE TABLE "audit_checkpoint_kept" (
    "tree_size" BIGINT NOT NULL,
    "kept_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_checkpoint_kept_pkey" PRIMARY KEY ("tree_size")
);

-- Which of those from before were published is not known: all of them stay.
INSERT INTO audit_checkpoint_kept (tree_size) SELECT tree_size FROM audit_checkpoint;
CREATE TRIGGER audit_checkpoint_kept_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint_kept
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoint_kept_no_truncate BEFORE TRUNCATE ON audit_checkpoint_kept
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A checkpoint may go once it is a day old, was never taken out of the desk, and a later one covers what it covers.
CREATE FUNCTION refuse_change_but_thinning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.created_at < now() - interval '1 day'
    AND NOT EXISTS (SELECT FROM audit_checkpoint_kept k WHERE k.tree_size = OLD.tree_size)
    AND EXISTS (SELECT FROM audit_checkpoint c WHERE c.tree_size > OLD.tree_size) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END
$$;
DROP TRIGGER audit_checkpoint_append_only ON audit_checkpoint;
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
  FOR EACH ROW EXECUTE FUNCTION refuse_change_but_thinning();
