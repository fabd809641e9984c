import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { isKeptBlind } from "@/domain/measure/figures/kept-blind";
import { VISIBILITIES } from "@/domain/measure/figures/measure-filter";
import { ANSWER, BESIDE_FACTS } from "@/domain/measure/shadow/load-tallies";
import { LEFT_OUT } from "@/domain/measure/shadow/shadow-dto";
import {
  SHADOW_ANSWERS,
  type ShadowCase,
  type ShadowCases,
  type ShadowCasesQuery,
} from "@/domain/measure/shadow/shadow-result-dto";
import { NO_SHADOW_RUN } from "@/domain/measure/shadow/shadow-row";
import { OUTCOMES, RISK_TYPES } from "@/inference/risk";
import { db, Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

const PAGE = 50;

const rowSchema = z.object({
  position: z.number().int(),
  conversationId: z.uuid(),
  caseId: z.uuid().nullable(),
  sourceId: z.uuid(),
  sourceName: z.string(),
  language: z.string().nullable(),
  standing: z.enum(OUTCOMES),
  standingTier: z.number().int().nullable(),
  model: z.string(),
  strategy: z.string(),
  shadow: z.enum(OUTCOMES).nullable(),
  shadowTier: z.number().int().nullable(),
  types: z.array(z.enum(RISK_TYPES)),
  level: z.string().nullable(),
  leftOut: z.enum(LEFT_OUT).nullable(),
  answer: z.enum(SHADOW_ANSWERS),
  visibility: z.enum(VISIBILITIES).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
});

function toCase(row: z.infer<typeof rowSchema>): ShadowCase {
  const { conversationId, caseId, language, leftOut, answer } = row;
  const isAnswer = answer === "risk" || answer === "none";
  return {
    ...{ conversationId, caseId, language, leftOut, answer },
    source: { id: row.sourceId, name: row.sourceName },
    standing: { outcome: row.standing, tier: row.standingTier, model: row.model, strategy: row.strategy },
    shadow:
      row.shadow === null ? null : { outcome: row.shadow, tier: row.shadowTier, types: row.types, level: row.level },
    visibility: isAnswer ? row.visibility : null,
    decidedBy: isAnswer ? row.decidedBy : null,
    decidedAt: isAnswer ? (row.decidedAt?.toISOString() ?? null) : null,
  };
}

/** What the query asks for, over the rows of `BESIDE_FACTS`. Unless it asks for what was left out, only what was read. */
function whereOf(runId: string, query: ShadowCasesQuery): Prisma.Sql {
  const { standing, shadow, answer, standingTier, shadowTier, leftOut } = query;
  const parts = [
    Prisma.sql`s.run_id = ${runId}::uuid`,
    leftOut === undefined ? Prisma.sql`s.read_at IS NOT NULL` : Prisma.sql`s.left_out = ${leftOut}`,
    standing !== undefined && Prisma.sql`s.standing_outcome = ${standing}::outcome`,
    shadow !== undefined && Prisma.sql`s.outcome = ${shadow}::outcome`,
    standingTier !== undefined && Prisma.sql`s.standing_tier = ${standingTier}`,
    shadowTier !== undefined && Prisma.sql`s.tier = ${shadowTier}`,
    answer === "undecided" && Prisma.sql`(${ANSWER}) NOT IN ('risk', 'none')`,
    answer !== undefined && answer !== "undecided" && Prisma.sql`(${ANSWER}) = ${answer}`,
  ].filter((part) => part !== false);
  return Prisma.join(parts, " AND ");
}

/**
 * Which rows of `BESIDE_FACTS` are kept from this person: what they may be given to read blind. What the shadow reading
 * flags, what stood does not, and nobody was asked about is listed all the same: it was not drawn, nobody will read it
 * unless somebody here opens a case, and what is drawn cannot be told from what the shadow does not flag.
 */
function isKept(actor: Actor): Promise<Prisma.Sql> {
  return isKeptBlind(actor, Prisma.sql`coalesce(s.outcome = 'risk' AND f.answer = 'unasked', false)`);
}

const countRows = z.tuple([z.object({ n: z.number().int(), kept: z.number().int() })]);

/**
 * The conversations behind a number of a run, in the order they were drawn, page by page: ids and facts, no content; what
 * whoever asks may be given to read blind is counted and not listed. Null where there is no such run. @throws FORBIDDEN
 */
export async function findShadowCases(
  actor: Actor,
  runId: string,
  query: ShadowCasesQuery,
): Promise<ShadowCases | null> {
  requireRight(actor, "measure.read");
  if (!isId(runId) || (await db().shadowRun.count({ where: { id: runId } })) === 0) return null;
  if (query.cursor === undefined) await catchUp();
  const [where, kept] = [whereOf(runId, query), await isKept(actor)];
  const [counted, found] = await Promise.all([
    db().$queryRaw`
      SELECT count(*)::int AS n, (count(*) FILTER (WHERE ${kept}))::int AS kept FROM ${BESIDE_FACTS} WHERE ${where}`,
    db().$queryRaw`
      SELECT s.position, s.conversation_id AS "conversationId", f.case_id AS "caseId", c.source_id AS "sourceId",
        o.name AS "sourceName", c.language, s.standing_outcome AS standing, s.standing_tier AS "standingTier", r.model,
        r.strategy, s.outcome AS shadow, s.tier AS "shadowTier", s.types, s.level, s.left_out AS "leftOut",
        ${ANSWER} AS answer, f.visibility, u.name AS "decidedBy", d.decided_at AS "decidedAt"
      FROM ${BESIDE_FACTS} JOIN conversation c ON c.id = s.conversation_id JOIN source o ON o.id = c.source_id
      JOIN classification r ON r.id = s.classification_id LEFT JOIN "user" u ON u.id = d.reviewer_id
      WHERE ${where} AND NOT ${kept} AND s.position > ${query.cursor ?? -1} ORDER BY s.position LIMIT ${PAGE + 1}`,
  ]);
  const rows = z.array(rowSchema).parse(found);
  const page = rows.slice(0, PAGE);
  const [counts] = countRows.parse(counted);
  return {
    total: counts.n,
    keptBlind: counts.kept,
    items: page.map(toCase),
    next: rows.length > PAGE ? (page.at(-1)?.position ?? null) : null,
  };
}

/** The same. @throws FORBIDDEN, NOT_FOUND */
export async function listShadowCases(actor: Actor, runId: string, query: ShadowCasesQuery): Promise<ShadowCases> {
  const list = await findShadowCases(actor, runId, query);
  if (list === null) throw new AppError("NOT_FOUND", NO_SHADOW_RUN);
  return list;
}
