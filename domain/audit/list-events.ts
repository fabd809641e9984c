import "server-only";
import { z } from "zod";
import { EVENT_TYPES, type EventType } from "@/domain/audit/event";
import { filterTimeSchema } from "@/lib/clock/filter-time";
import { db, type Prisma } from "@/lib/db/client";
import { ownToken } from "@/lib/text/printable";

const PAGE_SIZE = 100;

export const auditFilterSchema = z.object({
  type: z.enum(EVENT_TYPES as [EventType, ...EventType[]]).optional(),
  stage: z
    .enum(["access", "ingest", "inference", "triage", "decide", "measure", "settings", "outbox", "privacy", "audit"])
    .optional(),
  actorId: ownToken.optional(),
  caseId: z.uuid().optional(),
  conversationId: z.uuid().optional(),
  from: filterTimeSchema.optional(),
  to: filterTimeSchema.optional().meta({ description: "Exclusive" }),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, "is not one that this list gave")
    .optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const auditEventSchema = z
  .object({
    id: z.uuid(),
    seq: z.string().meta({ description: "A 64-bit number; the order of writing, not of commits" }),
    at: z.iso.datetime(),
    type: z.string(),
    actor: z.object({
      kind: z.enum(["user", "ingest_key", "system"]),
      id: z.string().nullable(),
      name: z.string().nullable(),
    }),
    conversationId: z.uuid().nullable(),
    caseId: z.uuid().nullable(),
    facts: z.record(z.string(), z.unknown()),
    leafHash: z.string().meta({ description: "SHA-256 of 0x00 and the stored bytes (RFC 6962), in hexadecimal" }),
    leafIndex: z.number().int().nullable().meta({ description: "Its place in the sealed log; null while it waits" }),
  })
  .meta({ id: "AuditEvent" });
export type AuditEventDto = z.infer<typeof auditEventSchema>;

export const auditPageSchema = z
  .object({ items: z.array(auditEventSchema), nextCursor: z.string().nullable() })
  .meta({ id: "AuditPage" });
export type AuditPage = z.infer<typeof auditPageSchema>;

const factsSchema = z.object({ facts: z.record(z.string(), z.unknown()) });

function where(filter: AuditFilter): Prisma.AuditEventWhereInput {
  return {
    ...(filter.type ? { type: filter.type } : {}),
    ...(filter.stage ? { type: { startsWith: `${filter.stage}.` } } : {}),
    ...(filter.type && filter.stage ? { type: filter.type } : {}),
    ...(filter.actorId ? { actorId: filter.actorId } : {}),
    ...(filter.caseId ? { caseId: filter.caseId } : {}),
    ...(filter.conversationId ? { conversationId: filter.conversationId } : {}),
    ...(filter.from || filter.to
      ? {
          at: {
            ...(filter.from ? { gte: new Date(filter.from) } : {}),
            ...(filter.to ? { lt: new Date(filter.to) } : {}),
          },
        }
      : {}),
    ...(filter.cursor ? { seq: { lt: BigInt(filter.cursor) } } : {}),
  };
}

async function namesOf(ids: string[]): Promise<Map<string, string>> {
  const people = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}

/** One page of the log, newest first. The right to read it is checked by domain/access/read-audit-log.ts. */
export async function listEvents(filter: AuditFilter): Promise<AuditPage> {
  const rows = await db().auditEvent.findMany({
    where: where(filter),
    orderBy: { seq: "desc" },
    take: PAGE_SIZE + 1,
    include: { leaf: true },
  });
  const page = rows.slice(0, PAGE_SIZE);
  const names = await namesOf([
    ...new Set(page.flatMap((row) => (row.actorKind === "user" && row.actorId ? [row.actorId] : []))),
  ]);
  const items = page.map((row) => ({
    id: row.id,
    seq: row.seq.toString(),
    at: row.at.toISOString(),
    type: row.type,
    actor: { kind: row.actorKind, id: row.actorId, name: names.get(row.actorId ?? "") ?? null },
    conversationId: row.conversationId,
    caseId: row.caseId,
    facts: factsSchema.parse(JSON.parse(row.canonical)).facts,
    leafHash: Buffer.from(row.leafHash).toString("hex"),
    leafIndex: row.leaf === null ? null : Number(row.leaf.leafIndex),
  }));
  return { items, nextCursor: rows.length > PAGE_SIZE ? (items.at(-1)?.seq ?? null) : null };
}
