import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { catchUp } from "@/domain/measure/facts/fold-changes";
import { narrowedBy } from "@/domain/measure/figures/filter-sql";
import { isKeptBlind } from "@/domain/measure/figures/kept-blind";
import type { MeasureCell } from "@/domain/measure/figures/measure-cell";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import type {
  MeasuredCase,
  MeasuredCases,
  measuredCasesQuerySchema,
} from "@/domain/measure/figures/measured-cases-dto";
import { MEASURED_ROW, measuredRowSchema } from "@/domain/measure/figures/measured-row";
import { db, Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const PAGE = 50;

/** The risk of a fact `f` that a cell is about. */
const riskWhere = (where: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT 1 FROM measure_risk_fact x WHERE x.conversation_id = f.conversation_id AND ${where})`;

const DECIDED = Prisma.sql`f.answer IN ('risk', 'none')`;
const ofVisibility = (visibility: MeasureFilter["visibility"]) =>
  visibility === undefined ? Prisma.sql`true` : Prisma.sql`f.visibility = ${visibility}`;

/** What people answered, as the figures count it where only one way of deciding is asked for. */
function answerIs(answer: string, visibility: MeasureFilter["visibility"]): Prisma.Sql {
  if (answer === "all") return Prisma.sql`true`;
  if (visibility === undefined) return Prisma.sql`f.answer = ${answer}`;
  const own = Prisma.sql`f.answer = ${answer} AND (f.visibility IS NULL OR f.visibility = ${visibility})`;
  const otherwise = Prisma.sql`f.visibility <> ${visibility}`;
  if (answer === "open") return Prisma.sql`(${own} OR ${otherwise} AND f.stratum IS DISTINCT FROM 'seen')`;
  if (answer === "unasked") return Prisma.sql`(${own} OR ${otherwise} AND f.stratum = 'seen')`;
  return own;
}

/** The group of the unflagged that a fact `f` is counted in: what was come upon is of the one that it came into a draw from. */
function shownIn(visibility: MeasureFilter["visibility"]): Prisma.Sql {
  const otherwise = visibility === undefined ? Prisma.sql`false` : Prisma.sql`f.visibility <> ${visibility}`;
  return Prisma.sql`CASE WHEN f.stratum IS DISTINCT FROM 'seen' THEN f.stratum
    WHEN ${otherwise} THEN coalesce(f.came_into, 'unframed')
    WHEN f.probability > 0 THEN coalesce(f.came_into, 'seen') ELSE 'seen' END`;
}

/** Answers that a group is counted by are those of its sample. */
const isSampled = ([, stratum, answer]: Extract<MeasureCell, ["stratum", ...unknown[]]>): Prisma.Sql =>
  answer === "risk" || answer === "none" ? Prisma.sql`f.stratum = ${stratum}` : Prisma.sql`true`;

const TYPE_WHERE = {
  tp: Prisma.sql`x.named AND x.present`,
  fp: Prisma.sql`x.named AND NOT x.present`,
  fn: Prisma.sql`NOT x.named AND x.present`,
  open: Prisma.sql`x.named AND x.present IS NULL`,
} as const;

/** The facts `f` of a cell. */
function cellWhere(cell: MeasureCell, visibility: MeasureFilter["visibility"]): Prisma.Sql {
  switch (cell[0]) {
    case "outcome":
      return Prisma.sql`f.outcome = ${cell[1]}::outcome AND ${answerIs(cell[2], visibility)}`;
    case "stratum":
      return Prisma.sql`${shownIn(visibility)} = ${cell[1]} AND ${answerIs(cell[2], visibility)} AND ${isSampled(cell)}`;
    case "overturn":
      return Prisma.sql`f.overturn = ${cell[1]} AND ${ofVisibility(visibility)}`;
    case "type": {
      const [, type, subject, which] = cell;
      const one = Prisma.sql`x.type = ${type}::risk_type AND x.subject = ${subject}`;
      if (which === "open" && visibility !== undefined)
        return Prisma.sql`${riskWhere(Prisma.sql`${one} AND x.named`)} AND (NOT ${DECIDED} OR f.visibility <> ${visibility})`;
      return Prisma.sql`${riskWhere(Prisma.sql`${one} AND ${TYPE_WHERE[which]}`)} AND (f.visibility IS NULL OR ${ofVisibility(visibility)})`;
    }
    case "severity":
      return Prisma.sql`${riskWhere(Prisma.sql`x.named AND x.present AND x.subject <> 'any'
        AND x.model_severity = ${cell[1]}::severity AND x.person_severity = ${cell[2]}::severity`)} AND ${ofVisibility(visibility)}`;
    case "imminence":
      return Prisma.sql`${riskWhere(Prisma.sql`x.named AND x.present AND x.subject <> 'any'
        AND coalesce(x.model_imminence::text, 'unstated') = ${cell[1]}
        AND coalesce(x.person_imminence::text, 'unstated') = ${cell[2]}`)} AND ${ofVisibility(visibility)}`;
  }
}

/** As the figures have it: where a model has read any of what the filter chooses, what rules alone read is left out. */
const ofModel = (filter: MeasureFilter) => Prisma.sql`
  (NOT f.provisional OR NOT EXISTS (
    SELECT FROM measure_rollup r WHERE ${narrowedBy(filter, "r")} AND NOT r.provisional AND r.outcome <> 'unscored'))`;

const placeSchema = z.tuple([z.iso.date(), z.uuid()]);

function readCursor(cursor: string): z.infer<typeof placeSchema> {
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new AppError("INVALID", "This page is not one of ours.", {
      errors: [{ pointer: "/cursor", message: "is not one that a page gave" }],
    });
  }
}

const countRows = z.tuple([z.object({ n: z.number().int(), kept: z.number().int() })]);
const rowSchema = measuredRowSchema.extend({ sourceName: z.string() });
type Row = z.infer<typeof rowSchema>;

async function withRisks(rows: readonly Row[]): Promise<MeasuredCase[]> {
  const ids = (of: (row: Row) => string | null) => rows.flatMap((row) => of(row) ?? []);
  const seen = { subject: true, type: true, severity: true, imminence: true, position: true } as const;
  const [named, found] = await Promise.all([
    db().risk.findMany({
      where: { classificationId: { in: ids((row) => row.classificationId) } },
      select: { classificationId: true, ...seen },
      orderBy: { position: "asc" },
    }),
    db().finding.findMany({
      where: { decisionId: { in: ids((row) => row.decisionId) }, type: { not: null } },
      select: { decisionId: true, ...seen },
      orderBy: { position: "asc" },
    }),
  ]);
  return rows.map(({ decisionId, classificationId, sourceId, sourceName, decidedAt, ...row }) => ({
    ...(row as Omit<MeasuredCase, "source" | "named" | "found" | "decidedAt">),
    decidedAt: decidedAt?.toISOString() ?? null,
    source: { id: sourceId, name: sourceName },
    named: named
      .filter((risk) => risk.classificationId === classificationId)
      .map(({ subject, type, severity, imminence }) => ({ subject, type, severity, imminence })),
    found: found
      .filter((risk) => risk.decisionId === decisionId)
      .flatMap(({ subject, type, severity, imminence }) =>
        subject && type && severity ? [{ subject, type, severity, imminence }] : [],
      ),
  }));
}

/**
 * The conversations behind one number of the figures, newest first, page by page: ids and facts, no content. What a person
 * may open of them is a matter of the case's own rights; what they may be given to read blind is counted and not listed.
 * @throws FORBIDDEN, INVALID for a foreign cursor
 */
export async function listMeasuredCases(
  actor: Actor,
  { cell, cursor, ...filter }: z.infer<typeof measuredCasesQuerySchema>,
): Promise<MeasuredCases> {
  requireRight(actor, "measure.read");
  if (cursor === undefined) await catchUp();
  const after = cursor === undefined ? null : readCursor(cursor);
  const where = Prisma.sql`${narrowedBy(filter, "f")} AND ${cellWhere(cell, filter.visibility)} AND ${ofModel(filter)}`;
  const from =
    after === null ? Prisma.empty : Prisma.sql`AND (f.day, f.conversation_id) < (${after[0]}::date, ${after[1]}::uuid)`;
  const kept = await isKeptBlind(actor);
  const [counted, found] = await Promise.all([
    db().$queryRaw`
      SELECT count(*)::int AS n, (count(*) FILTER (WHERE ${kept}))::int AS kept FROM measure_fact f WHERE ${where}`,
    db().$queryRaw`
      SELECT ${MEASURED_ROW}, s.name AS "sourceName"
      FROM measure_fact f JOIN source s ON s.id = f.source_id WHERE ${where} AND NOT ${kept} ${from}
      ORDER BY f.day DESC, f.conversation_id DESC LIMIT ${PAGE + 1}`,
  ]);
  const rows = z.array(rowSchema).parse(found);
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const [counts] = countRows.parse(counted);
  const more = rows.length > PAGE && last !== undefined;
  return {
    total: counts.n,
    keptBlind: counts.kept,
    items: await withRisks(page),
    nextCursor: more ? Buffer.from(JSON.stringify([last.day, last.conversationId])).toString("base64url") : null,
  };
}
