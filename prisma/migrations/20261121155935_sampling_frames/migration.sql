-- One row for each conversation that was read clear, drawn or not: its source and language as they were then, and the
-- reading after which it was drawn. A conversation is drawn once, in whichever frame holds at that time.

DROP INDEX "sample_frame_id_conversation_id_key";

ALTER TABLE "sample" ADD COLUMN     "classification_id" UUID,
ADD COLUMN     "language" TEXT,
ADD COLUMN     "source_id" UUID;

-- Rows of the first frame say nothing of their source yet: what they say of the draw stays as it is.
ALTER TABLE sample DISABLE TRIGGER sample_append_only;
UPDATE sample SET source_id = c.source_id, language = c.language FROM conversation c WHERE c.id = sample.conversation_id;
ALTER TABLE sample ENABLE TRIGGER sample_append_only;
ALTER TABLE "sample" ALTER COLUMN "source_id" SET NOT NULL;

CREATE UNIQUE INDEX "sample_conversation_id_key" ON "sample"("conversation_id");
CREATE INDEX "sample_frame_id_id_idx" ON "sample"("frame_id", "id");
CREATE INDEX "sample_created_at_idx" ON "sample"("created_at");
ALTER TABLE "sample" ADD CONSTRAINT "sample_classification_id_fkey" FOREIGN KEY ("classification_id") REFERENCES "classification"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What is never drawn is written down too: it is part of the size of its stratum.
ALTER TABLE sample DROP CONSTRAINT sample_probability;
ALTER TABLE sample ADD CONSTRAINT sample_probability
  CHECK (inclusion_probability BETWEEN 0 AND 1 AND (inclusion_probability > 0 OR NOT drawn));

-- The cases that samples wait in, by their conversation.
CREATE INDEX review_slot_sample ON review_slot (conversation_id) WHERE kind = 'sample';

-- The share of what was read clear has become a setting of its own: what an admin had set goes on to hold. Its id is made
-- like those of the application (UUID version 7), which the history is sorted by.
INSERT INTO setting_change (id, name, version, value, note)
SELECT (lpad(to_hex(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
    || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid,
  'sampling', 1,
  jsonb_build_object('split', greatest(0.25, share), 'keyword', greatest(0.1, share), 'rest', share, 'overrides', '[]'::jsonb),
  'Taken over from “More eyes”, where it was set until now.'
FROM (
  SELECT (value ->> 'sampleShare')::float8 AS share FROM setting_change
  WHERE name = 'more_eyes' ORDER BY version DESC LIMIT 1
) AS newest
WHERE share IS NOT NULL;
