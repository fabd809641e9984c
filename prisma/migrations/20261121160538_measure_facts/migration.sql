-- CreateTable
CREATE TABLE "measure_change" (
    "id" BIGSERIAL NOT NULL,
    "conversation_id" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "measure_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "measure_fact" (
    "conversation_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "source_id" UUID NOT NULL,
    "language" TEXT,
    "model" TEXT,
    "strategy" TEXT,
    "provisional" BOOLEAN NOT NULL,
    "tier" SMALLINT,
    "outcome" "outcome" NOT NULL,
    "answer" TEXT NOT NULL,
    "visibility" TEXT,
    "stratum" TEXT,
    "probability" DOUBLE PRECISION,
    "overturn" TEXT,
    "case_id" UUID,
    "decision_id" UUID,
    "classification_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "score" DOUBLE PRECISION,

    CONSTRAINT "measure_fact_pkey" PRIMARY KEY ("conversation_id")
);

-- CreateTable
CREATE TABLE "measure_risk_fact" (
    "conversation_id" UUID NOT NULL,
    "type" "risk_type" NOT NULL,
    "subject" TEXT NOT NULL,
    "named" BOOLEAN NOT NULL,
    "present" BOOLEAN,
    "model_severity" "severity",
    "person_severity" "severity",
    "model_imminence" "imminence",
    "person_imminence" "imminence",

    CONSTRAINT "measure_risk_fact_pkey" PRIMARY KEY ("conversation_id","type","subject")
);

-- CreateTable
CREATE TABLE "measure_case_fact" (
    "case_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "source_id" UUID NOT NULL,
    "language" TEXT,
    "model" TEXT,
    "strategy" TEXT,
    "tier" SMALLINT NOT NULL,
    "reason" "case_reason" NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "viewed_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "measure_case_fact_pkey" PRIMARY KEY ("case_id")
);

-- CreateTable
CREATE TABLE "measure_rollup" (
    "id" BIGSERIAL NOT NULL,
    "day" DATE NOT NULL,
    "source_id" UUID NOT NULL,
    "language" TEXT,
    "model" TEXT,
    "strategy" TEXT,
    "provisional" BOOLEAN NOT NULL,
    "tier" SMALLINT,
    "outcome" "outcome" NOT NULL,
    "answer" TEXT NOT NULL,
    "visibility" TEXT,
    "stratum" TEXT,
    "probability" DOUBLE PRECISION,
    "overturn" TEXT,
    "n" INTEGER NOT NULL,

    CONSTRAINT "measure_rollup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "measure_risk_rollup" (
    "id" BIGSERIAL NOT NULL,
    "day" DATE NOT NULL,
    "source_id" UUID NOT NULL,
    "language" TEXT,
    "model" TEXT,
    "strategy" TEXT,
    "tier" SMALLINT,
    "visibility" TEXT,
    "outcome" "outcome" NOT NULL,
    "stratum" TEXT,
    "probability" DOUBLE PRECISION,
    "type" "risk_type" NOT NULL,
    "subject" TEXT NOT NULL,
    "cell" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "measure_risk_rollup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "measure_level_rollup" (
    "id" BIGSERIAL NOT NULL,
    "day" DATE NOT NULL,
    "source_id" UUID NOT NULL,
    "language" TEXT,
    "model" TEXT,
    "strategy" TEXT,
    "tier" SMALLINT,
    "visibility" TEXT,
    "kind" TEXT NOT NULL,
    "model_level" TEXT NOT NULL,
    "person_level" TEXT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "measure_level_rollup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "measure_check" (
    "id" UUID NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "conversations" INTEGER NOT NULL,
    "facts" INTEGER NOT NULL,
    "rollups" INTEGER NOT NULL,
    "repaired" BOOLEAN NOT NULL,
    "took_ms" INTEGER NOT NULL,

    CONSTRAINT "measure_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "measure_fact_outcome_answer_day_conversation_id_idx" ON "measure_fact"("outcome", "answer", "day", "conversation_id");

-- CreateIndex
CREATE INDEX "measure_fact_day_conversation_id_idx" ON "measure_fact"("day", "conversation_id");

-- CreateIndex
CREATE INDEX "measure_risk_fact_type_subject_named_present_idx" ON "measure_risk_fact"("type", "subject", "named", "present");

-- CreateIndex
CREATE INDEX "measure_case_fact_conversation_id_idx" ON "measure_case_fact"("conversation_id");

-- CreateIndex
CREATE INDEX "measure_check_checked_at_idx" ON "measure_check"("checked_at");

-- One row for each combination of what is counted, also where parts of it are not known.
CREATE UNIQUE INDEX measure_rollup_of ON measure_rollup (day, source_id, language, model, strategy, provisional, tier,
  outcome, answer, visibility, stratum, probability, overturn) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX measure_risk_rollup_of ON measure_risk_rollup (day, source_id, language, model, strategy, tier,
  visibility, outcome, stratum, probability, type, subject, cell) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX measure_level_rollup_of ON measure_level_rollup (day, source_id, language, model, strategy, tier,
  visibility, kind, model_level, person_level) NULLS NOT DISTINCT;
CREATE INDEX measure_rollup_empty ON measure_rollup (id) WHERE n = 0;
CREATE INDEX measure_risk_rollup_empty ON measure_risk_rollup (id) WHERE n = 0;
CREATE INDEX measure_level_rollup_empty ON measure_level_rollup (id) WHERE n = 0;
CREATE INDEX measure_fact_overturn ON measure_fact (overturn, day, conversation_id) WHERE overturn <> 'agrees';

-- What the figures count is written by many verbs; none of them can forget to say so. Every change adds a row of its own:
-- a row shared by two changes could be taken away by whoever works on the first while the second is not committed yet.
CREATE FUNCTION note_measured() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO measure_change (conversation_id) SELECT DISTINCT conversation_id FROM changed;
  RETURN NULL;
END
$$;

CREATE TRIGGER decision_measured AFTER INSERT ON decision REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_measured();
CREATE TRIGGER classification_measured AFTER INSERT ON classification REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_measured();
CREATE TRIGGER sample_measured AFTER INSERT ON sample REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_measured();
CREATE TRIGGER case_measured AFTER INSERT ON "case" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_measured();
CREATE TRIGGER review_slot_measured AFTER INSERT ON review_slot REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_measured();
CREATE TRIGGER review_slot_change_measured AFTER UPDATE ON review_slot REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_measured();

CREATE FUNCTION note_measured_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Who holds a case and how it queues changes all the time, and no figure.
  INSERT INTO measure_change (conversation_id)
  SELECT DISTINCT n.conversation_id FROM after_update n JOIN before_update o ON o.id = n.id
  WHERE (o.state IN ('open', 'claimed', 'escalated')) <> (n.state IN ('open', 'claimed', 'escalated'))
    OR o.state = 'closed' AND n.state <> 'closed' OR n.state = 'closed' AND o.state <> 'closed'
    OR o.tier <> n.tier OR o.reason <> n.reason OR o.classification_id IS DISTINCT FROM n.classification_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER case_change_measured AFTER UPDATE ON "case" REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update
  FOR EACH STATEMENT EXECUTE FUNCTION note_measured_case();

CREATE FUNCTION note_measured_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO measure_change (conversation_id)
  SELECT DISTINCT k.conversation_id FROM changed c JOIN "case" k ON k.id = c.case_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER claim_measured AFTER INSERT ON claim REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_measured_claim();

CREATE FUNCTION note_measured_undo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO measure_change (conversation_id)
  SELECT DISTINCT d.conversation_id FROM changed c JOIN decision d ON d.id = c.decision_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER decision_undo_measured AFTER INSERT ON decision_undo REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_measured_undo();

-- What is there already.
INSERT INTO measure_change (conversation_id) SELECT id FROM conversation;
