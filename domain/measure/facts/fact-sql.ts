import "server-only";
import { waitBucket } from "@/domain/measure/facts/wait-buckets";
import { MEASURED, MEASURED_FIRST, WAITS } from "@/domain/triage/standing-decision";
import { Prisma } from "@/lib/db/client";

/** Cases that conversations come to of themselves or by hand; further looks, samples and reference cases stand beside them. */
const OWN = Prisma.sql`('flagged', 'unscored', 'reopened', 'manual')`;
const LIVE = Prisma.sql`('open', 'claimed', 'escalated')`;
const FIRST = Prisma.sql`ORDER BY ${MEASURED_FIRST} LIMIT 1`;

/**
 * What counts of each of the conversations `ids`, from the raw records. The decision that counts, and the reading that it
 * was about; without one, the reading of the case that waits; without that, the newest reading. What was never read, has
 * no case and no decision is not measured. A flag whose case ended without a decision keeps the tier that it had. Of what
 * was not flagged it says where it was drawn from: `seen` is what somebody decided on without its being drawn, with the
 * stratum and the probability of the draw that it came into, if any; `unframed` what was read before there was any. What was
 * drawn stays where it was drawn from, whatever case it was decided on: had those that somebody comes upon left it, the
 * samples would stand for too few misses.
 */
const base = (ids: Prisma.Sql) => Prisma.sql`
  SELECT c.id AS conversation_id, (coalesce(r.created_at, c.received_at) AT TIME ZONE 'UTC')::date AS day,
    c.source_id, c.language, r.model, r.strategy, coalesce(r.provisional, false) AS provisional,
    CASE WHEN kind.outcome <> 'none' THEN coalesce(k.tier, was.tier) END::smallint AS tier, kind.outcome,
    CASE WHEN d.id IS NOT NULL THEN d.verdict::text WHEN w.case_id IS NOT NULL THEN 'waits'
      WHEN kind.outcome <> 'none' OR s.drawn THEN 'open' ELSE 'unasked' END AS answer,
    CASE WHEN d.model_visible THEN 'shown' WHEN NOT d.model_visible THEN 'blind' END AS visibility,
    CASE WHEN kind.outcome <> 'none' THEN NULL WHEN kind.seen THEN 'seen' ELSE coalesce(s.stratum, 'unframed') END AS stratum,
    CASE WHEN kind.outcome = 'none' THEN s.inclusion_probability END AS probability,
    CASE WHEN kind.outcome = 'none' AND kind.seen THEN s.stratum END AS came_into,
    coalesce(k.id, sampled.id) AS case_id, d.id AS decision_id, r.id AS classification_id, d.decided_at,
    r.flag_score AS score
  FROM conversation c
  LEFT JOIN LATERAL (SELECT d.id, d.case_id, d.classification_id, d.verdict, d.model_visible, d.decided_at
    FROM decision d WHERE d.conversation_id = c.id AND ${MEASURED} AND NOT ${WAITS} ${FIRST}) d ON true
  LEFT JOIN LATERAL (SELECT d.case_id FROM decision d
    WHERE d.conversation_id = c.id AND ${MEASURED} AND ${WAITS} ${FIRST}) w ON d.id IS NULL
  LEFT JOIN review_slot settled ON settled.case_id = d.case_id AND settled.kind = 'adjudication'
  LEFT JOIN LATERAL (SELECT own.id, own.reason, own.tier, own.classification_id FROM "case" own
    WHERE own.conversation_id = c.id AND CASE WHEN d.id IS NOT NULL THEN own.id = coalesce(settled.of_case_id, d.case_id)
      WHEN w.case_id IS NOT NULL THEN own.id = w.case_id ELSE own.reason IN ${OWN} AND own.state IN ${LIVE} END
    ORDER BY own.opened_at DESC LIMIT 1) k ON true
  LEFT JOIN LATERAL (SELECT own.tier FROM "case" own WHERE k.id IS NULL AND own.conversation_id = c.id
    AND own.reason IN ${OWN} ORDER BY own.opened_at DESC LIMIT 1) was ON true
  LEFT JOIN LATERAL (SELECT s.stratum, s.inclusion_probability, s.drawn FROM sample s
    WHERE s.conversation_id = c.id ORDER BY s.created_at LIMIT 1) s ON true
  LEFT JOIN LATERAL (SELECT sampled.id FROM "case" sampled
    WHERE s.drawn AND sampled.conversation_id = c.id AND sampled.reason = 'sample' LIMIT 1) sampled ON true
  LEFT JOIN LATERAL (SELECT n.id FROM classification n WHERE d.id IS NULL AND k.id IS NULL AND n.conversation_id = c.id
    ORDER BY n.revision DESC, n.created_at DESC LIMIT 1) newest ON true
  LEFT JOIN classification r
    ON r.id = CASE WHEN d.id IS NOT NULL THEN d.classification_id ELSE coalesce(k.classification_id, newest.id) END
  CROSS JOIN LATERAL (SELECT coalesce(r.outcome, 'unscored') AS outcome,
    d.id IS NOT NULL AND k.reason <> 'sample' AND NOT coalesce(s.drawn, false) AS seen) kind
  WHERE c.id = ANY (${ids}) AND (r.id IS NOT NULL OR d.id IS NOT NULL OR k.id IS NOT NULL)`;

/** Risks of the base rows, by type and by subject and again by type alone (`any`), the worst of each. */
const spread = (name: "named" | "found", from: Prisma.Sql) => Prisma.sql`
  ${Prisma.raw(name)} AS (
    SELECT b.conversation_id, x.type, at.subject, max(x.severity) AS severity, max(x.imminence) AS imminence
    FROM base b JOIN ${from} CROSS JOIN LATERAL (VALUES (x.subject::text), ('any')) AS at (subject)
    WHERE b.outcome <> 'unscored' AND x.type IS NOT NULL GROUP BY 1, 2, 3)`;

/** The CTEs `base`, `named`, `found`, `risks` and `facts` over some conversations. The last two have the columns of the tables. */
export const factsOf = (ids: Prisma.Sql): Prisma.Sql => Prisma.sql`
  base AS MATERIALIZED (${base(ids)}),
  ${spread("named", Prisma.sql`risk x ON x.classification_id = b.classification_id`)},
  ${spread("found", Prisma.sql`finding x ON x.decision_id = b.decision_id`)},
  risks AS MATERIALIZED (
    SELECT conversation_id, type, subject, n.conversation_id IS NOT NULL AS named,
      CASE WHEN b.answer IN ('risk', 'none') THEN f.conversation_id IS NOT NULL END AS present,
      n.severity AS model_severity, f.severity AS person_severity, n.imminence AS model_imminence,
      f.imminence AS person_imminence
    FROM named n FULL JOIN found f USING (conversation_id, type, subject) JOIN base b USING (conversation_id)),
  judged AS (
    SELECT conversation_id, CASE
      WHEN bool_or(named <> present AND subject = 'any') THEN 'wrong_type'
      WHEN bool_or(named <> present) THEN 'wrong_subject'
      WHEN bool_or(model_severity <> person_severity) THEN 'wrong_severity'
      WHEN bool_or(named AND present AND person_imminence IS NOT NULL AND model_imminence IS DISTINCT FROM person_imminence)
        THEN 'wrong_imminence' ELSE 'agrees' END AS how
    FROM risks GROUP BY 1),
  facts AS (
    SELECT b.conversation_id, day, source_id, language, model, strategy, provisional, tier, outcome, answer, visibility,
      stratum, probability, came_into, CASE
        WHEN answer NOT IN ('risk', 'none') THEN NULL
        WHEN outcome = 'unscored' THEN 'technical'
        WHEN outcome = 'risk' AND answer = 'none' THEN 'false_positive'
        WHEN outcome = 'none' AND answer = 'risk' THEN 'false_negative'
        WHEN outcome = 'none' THEN 'agrees' ELSE coalesce(j.how, 'agrees') END AS overturn,
      case_id, decision_id, classification_id, decided_at, score
    FROM base b LEFT JOIN judged j USING (conversation_id))`;

/** From when a case was opened until `until` or, where that never came, until it was closed. Null where it still waits. */
const waited = (until: string) =>
  waitBucket(Prisma.sql`k.opened_at`, Prisma.sql`coalesce(${Prisma.raw(until)}, k.closed_at)`);

/** How long cases of some conversations waited: until somebody first took one, and until its first decision that was not taken back. */
export const caseFactsOf = (ids: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT k.id AS case_id, k.conversation_id, (k.opened_at AT TIME ZONE 'UTC')::date AS day, c.source_id, c.language,
    r.model, r.strategy, k.tier::smallint AS tier, k.reason, k.opened_at, v.viewed_at, d.decided_at, k.closed_at,
    ${waited("v.viewed_at")} AS view_bucket, ${waited("d.decided_at")} AS decision_bucket
  FROM "case" k JOIN conversation c ON c.id = k.conversation_id LEFT JOIN classification r ON r.id = k.classification_id
  CROSS JOIN LATERAL (SELECT min(v.claimed_at) AS viewed_at FROM claim v WHERE v.case_id = k.id) v
  CROSS JOIN LATERAL (SELECT min(d.decided_at) AS decided_at FROM decision d WHERE d.case_id = k.id
    AND NOT EXISTS (SELECT 1 FROM decision_undo u WHERE u.decision_id = d.id)) d
  WHERE k.conversation_id = ANY (${ids}) AND k.reason IN ${OWN}`;
