-- AlterTable
ALTER TABLE "case" ADD COLUMN     "escalated_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "exposure" ADD COLUMN     "despite_limit" BOOLEAN NOT NULL DEFAULT false;

UPDATE "case" SET escalated_at = (
  SELECT max(k.ended_at) FROM claim k WHERE k.case_id = "case".id AND k."end" = 'escalated')
WHERE EXISTS (SELECT 1 FROM claim k WHERE k.case_id = "case".id AND k."end" = 'escalated');

-- Whoever passes a case to the leads, it is theirs from then on; straight from them back to everybody, it is not any more.
CREATE FUNCTION keep_escalated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'escalated' THEN
    NEW.escalated_at := coalesce(OLD.escalated_at, now());
  ELSIF NEW.state = 'open' THEN
    NEW.escalated_at := NULL;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER case_escalated BEFORE UPDATE OF state ON "case" FOR EACH ROW
  WHEN (OLD.state IS DISTINCT FROM NEW.state AND (NEW.state = 'escalated' OR OLD.state = 'escalated'))
  EXECUTE FUNCTION keep_escalated_at();
