-- AlterTable
ALTER TABLE "message_version" ADD COLUMN     "until_revision" INTEGER;

-- An earlier version of a message still never changes, but for being emptied.
CREATE OR REPLACE FUNCTION refuse_change_but_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.text_sealed = ''::bytea
    AND (NEW.id, NEW.message_id, NEW.version, NEW.recorded_at) = (OLD.id, OLD.message_id, OLD.version, OLD.recorded_at)
    AND NEW.until_revision IS NOT DISTINCT FROM OLD.until_revision
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END
$$;
