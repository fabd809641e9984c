import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import type { CasePage, CaseRow } from "@/domain/triage/case-row";
import { CASE_STATES, modelIsVisible } from "@/domain/triage/case-state";
import { RISK_TYPES, severityRank } from "@/inference/risk";
import { openText } from "@/lib/crypto/seal";
import { db, type Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { openDataKey } from "@/lib/keys/data-keys";

const PAGE_SIZE = 50;

export const caseFilterSchema = z.object({
  state: z.enum(CASE_STATES).optional().meta({ description: "Left out: all that wait for or are with somebody" }),
  tier: z.coerce.number().int().min(0).max(3).optional(),
  type: z.enum(RISK_TYPES).optional(),
  source: z.uuid().optional().meta({ description: "Id of a source" }),
  cursor: z.string().max(200).optional(),
});
export type CaseFilter = z.infer<typeof caseFilterSchema>;

const cursorSchema = z.tuple([z.number().int(), z.iso.datetime(), z.uuid()]);

function after(cursor: string | undefined): Prisma.CaseWhereInput {
  if (cursor === undefined) return {};
  let parsed: z.infer<typeof cursorSchema>;
  try {
    parsed = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw new AppError("INVALID", "The cursor is not one that this list gave. Begin again without it.");
  }
  const [queueTier, dueAt, id] = parsed;
  return {
    OR: [{ queueTier: { gt: queueTier } }, { queueTier, dueAt: { gt: dueAt } }, { queueTier, dueAt, id: { gt: id } }],
  };
}

const included = {
  holder: true,
  classification: { include: { risks: { orderBy: { position: "asc" } } } },
  conversation: { include: { source: true, dataKey: true } },
} satisfies Prisma.CaseInclude;
type LoadedCase = Prisma.CaseGetPayload<{ include: typeof included }>;

function toRow(row: LoadedCase): CaseRow {
  const { classification, conversation } = row;
  const visible = modelIsVisible(row.reason) ? classification : null;
  const key = visible?.reflectionSealed ? openDataKey(conversation.dataKey) : null;
  const place = { table: "classification", column: "reflection_sealed", row: visible?.id ?? "" };
  return {
    id: row.id,
    conversationId: row.conversationId,
    reason: row.reason,
    state: row.state,
    tier: row.tier,
    queueTier: row.queueTier,
    dueAt: row.dueAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    revision: row.revision,
    holder: row.holder?.name ?? null,
    source: { id: conversation.source.id, name: conversation.source.name, platform: conversation.source.platform },
    outcome: visible?.outcome ?? null,
    unscoredReason: visible?.unscoredReason ?? null,
    reflection: key && visible?.reflectionSealed ? openText(key.key, visible.reflectionSealed, place) : null,
    provisional: visible?.provisional ?? false,
    risks: (visible?.risks ?? [])
      .map(({ subject, type, severity, imminence }) => ({ subject, type, severity, imminence }))
      .sort((a, b) => severityRank(b.severity) - severityRank(a.severity)),
  };
}

/** One page of cases in the order of the queue. Throws FORBIDDEN, INVALID for a foreign cursor. */
export async function listCases(actor: Actor, filter: CaseFilter): Promise<CasePage> {
  requireRight(actor, "case.read");
  const rows = await db().case.findMany({
    where: {
      state: filter.state ?? { in: ["open", "claimed", "escalated"] },
      ...(filter.tier === undefined ? {} : { queueTier: filter.tier }),
      ...(filter.type === undefined ? {} : { classification: { risks: { some: { type: filter.type } } } }),
      ...(filter.source === undefined ? {} : { conversation: { sourceId: filter.source } }),
      ...after(filter.cursor),
    },
    orderBy: [{ queueTier: "asc" }, { dueAt: "asc" }, { id: "asc" }],
    take: PAGE_SIZE + 1,
    include: included,
  });
  const items = rows.slice(0, PAGE_SIZE).map(toRow);
  const last = items.at(-1);
  const more = rows.length > PAGE_SIZE && last !== undefined;
  const nextCursor = more
    ? Buffer.from(JSON.stringify([last.queueTier, last.dueAt, last.id])).toString("base64url")
    : null;
  return { items, nextCursor };
}
