-- AlterTable
ALTER TABLE "case" ADD COLUMN     "facets" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What a case is found by beyond its own columns, as words: s: source, l: language, e: engine, and of each risk of the
-- reading it shows t: type, o: subject (of whom), r: both. One index over them answers every combination.
CREATE FUNCTION case_facets(of_conversation uuid, of_classification uuid) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(DISTINCT facet) FROM (
    SELECT unnest(ARRAY['s:' || c.source_id, 'l:' || c.language]) AS facet FROM conversation c WHERE c.id = of_conversation
    UNION ALL SELECT 'e:' || k.engine FROM classification k WHERE k.id = of_classification
    UNION ALL SELECT unnest(ARRAY['t:' || r.type, 'o:' || r.subject, 'r:' || r.subject || ':' || r.type])
      FROM risk r WHERE r.classification_id = of_classification) AS found
  WHERE facet IS NOT NULL
$$;

CREATE FUNCTION set_case_facets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.facets := coalesce(case_facets(NEW.conversation_id, NEW.classification_id), '{}');
  RETURN NEW;
END
$$;
CREATE TRIGGER case_facets_set BEFORE INSERT OR UPDATE OF conversation_id, classification_id ON "case"
  FOR EACH ROW EXECUTE FUNCTION set_case_facets();

CREATE FUNCTION follow_language() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "case" SET facets = coalesce(case_facets(conversation_id, classification_id), '{}') WHERE conversation_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER conversation_language AFTER UPDATE OF language ON conversation
  FOR EACH ROW WHEN (OLD.language IS DISTINCT FROM NEW.language) EXECUTE FUNCTION follow_language();

UPDATE "case" SET facets = coalesce(case_facets(conversation_id, classification_id), '{}');

-- Apart, because what is over grows without end, and only what is live changes all day.
CREATE INDEX case_live_facets ON "case" USING gin (facets) WHERE state IN ('open', 'claimed', 'escalated');
CREATE INDEX case_over_facets ON "case" USING gin (facets) WHERE state IN ('decided', 'closed');
CREATE INDEX case_live_opened ON "case" (opened_at) WHERE state IN ('open', 'claimed', 'escalated');
CREATE INDEX case_holder ON "case" (holder_id) WHERE holder_id IS NOT NULL;
CREATE INDEX case_for_user ON "case" (for_user_id) WHERE for_user_id IS NOT NULL;
-- Which languages there are, stepped through from one to the next.
CREATE INDEX conversation_by_language ON conversation (language) WHERE language IS NOT NULL;
