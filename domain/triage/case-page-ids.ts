import "server-only";
import { z } from "zod";
import { type Actor, hasRight } from "@/domain/access/actor";
import { currentSetting } from "@/domain/settings/current-setting";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import type { CaseFilter, CasePageQuery } from "@/domain/triage/case-filter";
import { type FlaggedVisibility, modelIsVisible } from "@/domain/triage/case-state";
import { showsAnswers } from "@/domain/triage/hidden-answers";
import { filterTimeSchema } from "@/lib/clock/filter-time";
import { db, Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const cursorSchema = z.tuple([z.number().int().min(0).max(3), filterTimeSchema, z.uuid()]);

/** The place of a case in the queue's order, from which a page goes on or back. */
export function cursorOf(row: { queueTier: number; rankAt: Date; id: string }): string {
  return Buffer.from(JSON.stringify([row.queueTier, row.rankAt.toISOString(), row.id])).toString("base64url");
}

function placeOf(cursor: string): Prisma.Sql {
  try {
    const [queueTier, rankAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return Prisma.sql`(${queueTier}::int, ${rankAt}::timestamptz, ${id}::uuid)`;
  } catch {
    throw new AppError("INVALID", "The cursor is not one that this list gave. Begin again without it.");
  }
}

/** Written out, not bound: the planner has to see the states to know which index covers them. */
function stateIs(state: CaseFilter["state"]): Prisma.Sql {
  if (state === undefined) return Prisma.sql`c.state IN ('open', 'claimed', 'escalated')`;
  if (state === "snoozed") return Prisma.sql`c.state = 'open' AND c.snoozed_until > now()`;
  // One state alone lets the planner use the index of that state; the group it is in, those that cover the group.
  const group =
    state === "decided" || state === "closed" ? "('decided', 'closed')" : "('open', 'claimed', 'escalated')";
  return Prisma.sql`c.state = ${Prisma.raw(`'${state}'`)} AND c.state IN ${Prisma.raw(group)}`;
}

function facetsOf({ source, language, engine, type, subject }: CaseFilter): string[] {
  const risk = type && subject ? [`r:${subject}:${type}`] : [type && `t:${type}`, subject && `o:${subject}`];
  return [source && `s:${source}`, language && `l:${language}`, engine && `e:${engine}`, ...risk].filter(
    (facet) => facet !== undefined,
  );
}

function assigneeIs(actor: Actor, assignee: string): Prisma.Sql {
  if (assignee === "nobody") return Prisma.sql`c.holder_id IS NULL`;
  const id = assignee === "me" ? (actor.kind === "user" ? actor.userId : "") : assignee;
  return Prisma.sql`c.holder_id = ${id}`;
}

/** Not one whose reading is hidden: else the list would tell what the model said of it. */
function showsReading(actor: Actor, flagged: FlaggedVisibility, state: CaseFilter["state"]): Prisma.Sql {
  const hidden = CASE_REASONS.filter((reason) => !modelIsVisible(reason, flagged));
  const shown = Prisma.sql`c.reason::text <> ALL (${hidden})`;
  const isBlind = actor.kind === "user" && (state === "decided" || state === "closed");
  return isBlind ? Prisma.sql`${shown} AND ${showsAnswers(actor)}` : shown;
}

/** The cases that a person may know of and that fit a filter, as a condition on the case `c`. Throws FORBIDDEN. */
async function fits(actor: Actor, filter: CaseFilter): Promise<Prisma.Sql> {
  const parts = [stateIs(filter.state)];
  if (actor.kind === "user") parts.push(Prisma.sql`(c.for_user_id IS NULL OR c.for_user_id = ${actor.userId})`);
  if (filter.tier !== undefined) parts.push(Prisma.sql`c.queue_tier = ${filter.tier}`);
  const facets = facetsOf(filter);
  if (facets.length > 0) parts.push(Prisma.sql`c.facets @> ${facets}::text[]`);
  if (filter.type !== undefined || filter.subject !== undefined)
    parts.push(showsReading(actor, (await currentSetting("model_visibility")).flagged, filter.state));
  if (filter.assignee !== undefined) parts.push(assigneeIs(actor, filter.assignee));
  if (filter.olderThanMinutes !== undefined)
    parts.push(Prisma.sql`c.opened_at <= now() - make_interval(mins => ${filter.olderThanMinutes}::int)`);
  if (filter.reason !== undefined) {
    if (!hasRight(actor, "case.lead")) throw new AppError("FORBIDDEN", "Only leads may ask for cases by their reason.");
    parts.push(Prisma.sql`c.reason = ${filter.reason}::case_reason`);
  }
  return Prisma.join(parts, " AND ");
}

async function idsIn(conditions: Prisma.Sql, upwards: boolean, limit: number): Promise<string[]> {
  const order = upwards
    ? Prisma.sql`c.queue_tier DESC, c.rank_at DESC, c.id DESC`
    : Prisma.sql`c.queue_tier, c.rank_at, c.id`;
  const rows = await db().$queryRaw`SELECT c.id FROM "case" c WHERE ${conditions} ORDER BY ${order} LIMIT ${limit}`;
  return z
    .array(z.object({ id: z.uuid() }))
    .parse(rows)
    .map((row) => row.id);
}

/** The ids of the most urgent cases that fit, in the order of the queue. Throws FORBIDDEN. */
export async function listFirstCaseIds(actor: Actor, filter: CaseFilter, limit: number): Promise<string[]> {
  return idsIn(await fits(actor, filter), false, limit);
}

/**
 * The ids of one page in the order of the queue: tier, rank (due time less lead), id. In SQL, because a row comparison lets
 * the index give any page as fast as the first, in both directions; only ids, so that nothing wide is sorted.
 * @param size at most so many
 * @returns the ids, and whether there are more above and below
 * @throws FORBIDDEN, INVALID for a foreign cursor
 */
export async function listCaseIds(
  actor: Actor,
  { cursor, before, from, ...filter }: CasePageQuery,
  size: number,
): Promise<{ ids: string[]; above: boolean; below: boolean }> {
  const upwards = before !== undefined || from === "end";
  const parts = [await fits(actor, filter)];
  const place = Prisma.sql`(c.queue_tier, c.rank_at, c.id)`;
  if (cursor !== undefined) parts.push(Prisma.sql`${place} > ${placeOf(cursor)}`);
  if (before !== undefined) parts.push(Prisma.sql`${place} < ${placeOf(before)}`);
  const found = await idsIn(Prisma.join(parts, " AND "), upwards, size + 1);
  const more = found.length > size;
  const ids = found.slice(0, size);
  return upwards
    ? { ids: ids.reverse(), above: more, below: before !== undefined }
    : { ids, above: cursor !== undefined, below: more };
}
