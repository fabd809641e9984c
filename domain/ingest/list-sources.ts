import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { SOURCE_URGENCIES } from "@/domain/ingest/change-source";
import { BURST, BURST_MINUTES } from "@/domain/ingest/count-refusals";
import { findPlatform } from "@/domain/ingest/platforms/all";
import { verifyTokenOf } from "@/domain/ingest/webhook-source";
import { webhookUrl } from "@/domain/ingest/webhook-url";
import { db } from "@/lib/db/client";

const webhookSchema = z
  .object({
    url: z.string(),
    verifyToken: z
      .string()
      .nullable()
      .meta({ description: "What the platform sends to check the address, where it does" }),
    secrets: z.array(
      z.object({
        id: z.uuid(),
        hint: z.string().meta({ description: "Its last characters; empty where that would say too much" }),
        createdAt: z.iso.datetime(),
      }),
    ),
    lastDeliveryAt: z.iso.datetime().nullable(),
    needsAttention: z.number().int().meta({ description: "Deliveries that could not be understood" }),
    waiting: z.number().int().meta({ description: "Deliveries not yet turned into messages" }),
    refused: z
      .number()
      .int()
      .meta({ description: `Requests with a wrong signature in the last ${BURST_MINUTES} minutes` }),
    isUnderAttack: z.boolean().meta({ description: `${BURST} or more of them` }),
  })
  .meta({ id: "WebhookStatus" });

export const sourceSchema = z
  .object({
    id: z.uuid(),
    platform: z.string(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    pausedAt: z.iso.datetime().nullable(),
    urgency: z.enum(SOURCE_URGENCIES),
    conversations: z.number().int(),
    lastReceivedAt: z.iso.datetime().nullable(),
    keys: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        hint: z.string(),
        createdAt: z.iso.datetime(),
        lastUsedAt: z.iso.datetime().nullable(),
        revokedAt: z.iso.datetime().nullable(),
      }),
    ),
    webhook: webhookSchema.nullable().meta({ description: "null for sources that take no webhooks" }),
  })
  .meta({ id: "Source" });
export type SourceDto = z.infer<typeof sourceSchema>;

export const sourceListSchema = z.object({ items: z.array(sourceSchema) }).meta({ id: "SourceList" });

/** All sources with their keys (never the keys' secrets), oldest first. Throws FORBIDDEN. */
export async function listSources(actor: Actor): Promise<SourceDto[]> {
  requireRight(actor, "source.manage");
  const since = new Date(Date.now() - BURST_MINUTES * 60_000);
  const [rows, refusals, deliveries] = await Promise.all([
    db().source.findMany({
      where: { deletedAt: null },
      orderBy: { createdAt: "asc" },
      include: {
        keys: { orderBy: { createdAt: "asc" } },
        secrets: { where: { retiredAt: null }, orderBy: { createdAt: "asc" } },
        _count: { select: { conversations: true } },
        conversations: { orderBy: { receivedAt: "desc" }, take: 1, select: { receivedAt: true } },
        deliveries: { orderBy: { receivedAt: "desc" }, take: 1, select: { receivedAt: true } },
      },
    }),
    db().webhookRefusal.groupBy({ by: ["sourceId"], where: { minute: { gte: since } }, _sum: { count: true } }),
    db().webhookDelivery.groupBy({
      by: ["sourceId", "state"],
      where: { OR: [{ state: "received" }, { state: "needs_attention" }, { state: "held" }] },
      _count: true,
    }),
  ]);
  const refusedOf = new Map(refusals.map((row) => [row.sourceId, row._sum.count ?? 0]));
  const countOf = (sourceId: string, ...states: string[]) =>
    deliveries
      .filter((row) => row.sourceId === sourceId && states.includes(row.state))
      .reduce((sum, row) => sum + row._count, 0);
  return rows.map((row) => {
    const platform = findPlatform(row.platform);
    const refused = refusedOf.get(row.id) ?? 0;
    return {
      id: row.id,
      platform: row.platform,
      name: row.name,
      createdAt: row.createdAt.toISOString(),
      pausedAt: row.pausedAt?.toISOString() ?? null,
      urgency: row.urgency,
      conversations: row._count.conversations,
      lastReceivedAt: row.conversations[0]?.receivedAt.toISOString() ?? null,
      keys: row.keys.map((key) => ({
        id: key.id,
        name: key.name,
        hint: key.hint,
        createdAt: key.createdAt.toISOString(),
        lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
        revokedAt: key.revokedAt?.toISOString() ?? null,
      })),
      webhook: platform && {
        url: webhookUrl(platform, row.id),
        verifyToken: platform.answerGet ? verifyTokenOf(row.id) : null,
        secrets: row.secrets.map(({ id, hint, createdAt }) => ({ id, hint, createdAt: createdAt.toISOString() })),
        lastDeliveryAt: row.deliveries[0]?.receivedAt.toISOString() ?? null,
        needsAttention: countOf(row.id, "needs_attention"),
        waiting: countOf(row.id, "received", "held"),
        refused,
        isUnderAttack: refused >= BURST,
      },
    };
  });
}
