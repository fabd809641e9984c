-- AlterEnum
ALTER TYPE "alert_kind" ADD VALUE 'log_unpublished';

-- AlterTable
ALTER TABLE "audit_checkpoint" ADD COLUMN     "compact_range" BYTEA NOT NULL;

-- CreateTable
CREATE TABLE "audit_unsealed" (
    "seq" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_chain" (
    "case_id" UUID NOT NULL,
    "head" BYTEA,

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "audit_node" (
    "level" SMALLINT NOT NULL,
    "node_index" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_node_pkey" PRIMARY KEY ("level","node_index")
);

-- CreateTable
CREATE TABLE "audit_key" (
    "version" INTEGER NOT NULL,
    "vkey" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_key_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "audit_publication" (
    "place" TEXT NOT NULL,
    "tree_size" BIGINT,
    "published_at" TIMESTAMPTZ(3),
    "tried_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "audit_publication_pkey" PRIMARY KEY ("place")
);

-- What is sealed does not change either.
CREATE TRIGGER audit_node_append_only BEFORE UPDATE OR DELETE ON audit_node FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_node_no_truncate BEFORE TRUNCATE ON audit_node FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_key_append_only BEFORE UPDATE OR DELETE ON audit_key FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_key_no_truncate BEFORE TRUNCATE ON audit_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every event waits for its seal, whoever wrote it. Kept by itself, so that the sealer never looks for what it has not
-- done: a cursor over `seq` would lose late commits, one over `xid` everything after a dump is restored elsewhere.
CREATE FUNCTION await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_unsealed (seq, event_id, xid) SELECT seq, id, xid FROM fresh;
  RETURN NULL;
END
$$;
CREATE TRIGGER audit_event_await_seal AFTER INSERT ON audit_event
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION await_seal();

INSERT INTO audit_unsealed (seq, event_id, xid) SELECT seq, id, xid FROM audit_event ORDER BY seq;

-- Appends events in their order. One in the chain of a case carries the hash of the one before it: `before` and `after` are
-- the canonical text around it (null `after`: in no chain, `before` is all of it). The rows of audit_chain are locked in the
-- order of case_id, which no two callers turn around.
CREATE FUNCTION append_audit_events(entries json) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  cases uuid[];
  entry record;
  newest bytea;
  said text;
  hashed bytea;
BEGIN
  SELECT array_agg(DISTINCT e.case_id ORDER BY e.case_id) FILTER (WHERE e.after IS NOT NULL) INTO cases
  FROM json_to_recordset(entries) AS e (case_id uuid, after text);

  IF cases IS NULL THEN
    INSERT INTO audit_event (id, at, type, actor_kind, actor_id, conversation_id, case_id, canonical, leaf_hash)
    SELECT e.id, e.at, e.type, e.actor_kind, e.actor_id, e.conversation_id, e.case_id, e.before,
      sha256(decode('00', 'hex') || convert_to(e.before, 'UTF8'))
    FROM ROWS FROM (json_to_recordset(entries) AS (id uuid, at timestamptz, type text, actor_kind actor_kind,
      actor_id text, conversation_id uuid, case_id uuid, before text)) WITH ORDINALITY
      AS e (id, at, type, actor_kind, actor_id, conversation_id, case_id, before, place)
    ORDER BY e.place;
    RETURN;
  END IF;

  -- A case that is new to the chain goes on from its last event of before there was one.
  IF cardinality(cases) > 1 OR NOT EXISTS (SELECT FROM audit_chain c WHERE c.case_id = cases[1]) THEN
    INSERT INTO audit_chain (case_id, head)
    SELECT a, (SELECT v.leaf_hash FROM audit_event v WHERE v.case_id = a
      AND NOT starts_with(v.type, 'triage.alert.') ORDER BY v.seq DESC LIMIT 1)
    FROM unnest(cases) AS a ORDER BY a ON CONFLICT DO NOTHING;
  END IF;
  PERFORM FROM audit_chain c WHERE c.case_id = ANY (cases) ORDER BY c.case_id FOR UPDATE;

  FOR entry IN
    SELECT e.* FROM ROWS FROM (json_to_recordset(entries) AS (id uuid, at timestamptz, type text, actor_kind actor_kind,
      actor_id text, conversation_id uuid, case_id uuid, before text, after text)) WITH ORDINALITY
      AS e (id, at, type, actor_kind, actor_id, conversation_id, case_id, before, after, place)
    ORDER BY e.place
  LOOP
    said := entry.before;
    IF entry.after IS NOT NULL THEN
      SELECT c.head INTO newest FROM audit_chain c WHERE c.case_id = entry.case_id;
      said := said || coalesce('"' || encode(newest, 'hex') || '"', 'null') || entry.after;
    END IF;
    hashed := sha256(decode('00', 'hex') || convert_to(said, 'UTF8'));
    INSERT INTO audit_event (id, at, type, actor_kind, actor_id, conversation_id, case_id, canonical, leaf_hash)
    VALUES (entry.id, entry.at, entry.type, entry.actor_kind, entry.actor_id, entry.conversation_id, entry.case_id, said,
      hashed);
    IF entry.after IS NOT NULL THEN
      UPDATE audit_chain c SET head = hashed WHERE c.case_id = entry.case_id;
    END IF;
  END LOOP;
END
$$;
