import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/client";

/** What is known of one conversation where it is measured: ids and facts, no content. */
export const measuredRowSchema = z.object({
  conversationId: z.uuid(),
  caseId: z.uuid().nullable(),
  decisionId: z.uuid().nullable(),
  classificationId: z.uuid().nullable(),
  day: z.iso.date(),
  sourceId: z.uuid(),
  language: z.string().nullable(),
  model: z.string().nullable(),
  strategy: z.string().nullable(),
  provisional: z.boolean(),
  tier: z.number().int().nullable(),
  outcome: z.string(),
  answer: z.string(),
  visibility: z.string().nullable(),
  stratum: z.string().nullable(),
  probability: z.number().nullable(),
  overturn: z.string().nullable(),
  decidedAt: z.date().nullable(),
});

/** The columns of a fact `f` that make such a row, in SQL. */
export const MEASURED_ROW = Prisma.sql`f.conversation_id AS "conversationId", f.case_id AS "caseId",
  f.decision_id AS "decisionId", f.classification_id AS "classificationId", f.day::text, f.source_id AS "sourceId",
  f.language, f.model, f.strategy, f.provisional, f.tier, f.outcome::text, f.answer, f.visibility, f.stratum,
  CASE WHEN f.stratum <> 'seen' THEN f.probability END AS probability, f.overturn, f.decided_at AS "decidedAt"`;
