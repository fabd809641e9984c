import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { findPlatform } from "@/domain/ingest/platforms/all";
import type { Platform } from "@/domain/ingest/platforms/platform";
import { isUrlKey } from "@/domain/ingest/platforms/url-key";
import { BURST, BURST_MINUTES, type SourceDto, type WebhookDto } from "@/domain/ingest/source-dto";
import { secretPlace } from "@/domain/ingest/source-places";
import { verifyTokenOf } from "@/domain/ingest/webhook-source";
import { urlKeyName, webhookUrl } from "@/domain/ingest/webhook-url";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { openDataKeyOrNull, openTextOrNull } from "@/lib/keys/open-or-null";

/** What sources are called that no chat platform stands behind. */
const OWN_LABELS: Readonly<Record<string, string>> = { api: "HTTP API", paste: "Paste", upload: "Uploads" };

/**
 * All sources with their keys (never the keys' secrets), oldest first. Those that were deleted are among them for as long
 * as deliveries of theirs wait or need attention: somebody has to see to these. Throws FORBIDDEN.
 */
export async function listSources(actor: Actor): Promise<SourceDto[]> {
  requireRight(actor, "source.manage");
  return readSources(null);
}

/** One source, under the same rule. Throws FORBIDDEN, NOT_FOUND. */
export async function getSource(actor: Actor, sourceId: string): Promise<SourceDto> {
  requireRight(actor, "source.manage");
  const [source] = await readSources(sourceId);
  if (!source) throw new AppError("NOT_FOUND", "There is no source with this id.");
  return source;
}

async function readSources(only: string | null): Promise<SourceDto[]> {
  const counts = await countOf(only);
  const rows = await findRows([...counts.keys()]);
  return rows.map((row) => {
    const platform = findPlatform(row.platform);
    const counted = counts.get(row.id) ?? NOTHING;
    return {
      id: row.id,
      platform: row.platform,
      platformLabel: platform?.label ?? OWN_LABELS[row.platform] ?? row.platform,
      name: row.name,
      createdAt: row.createdAt.toISOString(),
      pausedAt: row.pausedAt?.toISOString() ?? null,
      deletedAt: row.deletedAt?.toISOString() ?? null,
      urgency: row.urgency,
      conversations: counted.conversations,
      lastReceivedAt: counted.last_received_at?.toISOString() ?? null,
      keys: row.keys.map((key) => ({
        id: key.id,
        name: key.name,
        hint: key.hint,
        createdAt: key.createdAt.toISOString(),
        lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
        revokedAt: key.revokedAt?.toISOString() ?? null,
      })),
      webhook: platform && webhookOf(platform, row, counted),
    };
  });
}

type Row = Awaited<ReturnType<typeof findRows>>[number];

function findRows(ids: string[]) {
  return db().source.findMany({
    where: { id: { in: ids } },
    orderBy: { createdAt: "asc" },
    include: {
      dataKey: true,
      keys: { orderBy: { createdAt: "asc" } },
      secrets: { where: { retiredAt: null }, orderBy: { createdAt: "asc" } },
    },
  });
}

const countsSchema = z.object({
  id: z.string(),
  conversations: z.number(),
  last_received_at: z.date().nullable(),
  last_delivery_at: z.date().nullable(),
  needs_attention: z.number(),
  waiting: z.number(),
  refused: z.number(),
});
type Counts = z.infer<typeof countsSchema>;
const NOTHING: Omit<Counts, "id"> = {
  conversations: 0,
  last_received_at: null,
  last_delivery_at: null,
  needs_attention: 0,
  waiting: 0,
  refused: 0,
};

/**
 * By source that is to be shown. Counted by the database, and deliveries by their partial indexes: this is asked again while a page is open.
 * A deleted source holds nothing: deletion ends its pause.
 */
async function countOf(only: string | null): Promise<Map<string, Counts>> {
  const rows = await db().$queryRaw`
    SELECT s.id::text, c.conversations, c.last_received_at,
      (SELECT d.received_at FROM webhook_delivery d WHERE d.source_id = s.id ORDER BY d.received_at DESC LIMIT 1)
        AS last_delivery_at,
      (SELECT count(*)::int FROM webhook_delivery d WHERE d.source_id = s.id AND d.state = 'needs_attention')
        AS needs_attention,
      (SELECT count(*)::int FROM webhook_delivery d WHERE d.source_id = s.id AND d.state = 'received')
        + CASE WHEN s.paused_at IS NULL THEN 0
          ELSE (SELECT count(*)::int FROM webhook_delivery d WHERE d.source_id = s.id AND d.state = 'held') END
        AS waiting,
      (SELECT coalesce(sum(r.count), 0)::int FROM webhook_refusal r
        WHERE r.source_id = s.id AND r.minute >= now() - make_interval(mins => ${BURST_MINUTES}::int)) AS refused
    FROM source s
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS conversations, max(received_at) AS last_received_at FROM conversation
      WHERE source_id = s.id) c
    WHERE (${only}::uuid IS NULL OR s.id = ${only}::uuid) AND (s.deleted_at IS NULL
      OR EXISTS (SELECT FROM webhook_delivery d WHERE d.source_id = s.id AND d.state = 'needs_attention')
      OR EXISTS (SELECT FROM webhook_delivery d WHERE d.source_id = s.id AND d.state = 'received'))`;
  return new Map(
    z
      .array(countsSchema)
      .parse(rows)
      .map((row) => [row.id, row]),
  );
}

function webhookOf(platform: Platform, row: Row, counted: Omit<Counts, "id">): WebhookDto {
  return {
    url: webhookUrl(platform, row.id),
    verifyToken: platform.answerGet ? verifyTokenOf(row.id) : null,
    secrets: row.secrets.map(({ id, hint, createdAt, secretSealed }) => ({
      id,
      hint,
      createdAt: createdAt.toISOString(),
      isInAddress: urlKeyName(platform) !== null && isSealedUrlKey(row, id, secretSealed),
    })),
    lastDeliveryAt: counted.last_delivery_at?.toISOString() ?? null,
    needsAttention: counted.needs_attention,
    waiting: counted.waiting,
    refused: counted.refused,
    isUnderAttack: counted.refused >= BURST,
  };
}

/** A secret that cannot be opened any more opens no address either. */
function isSealedUrlKey(row: Row, secretId: string, sealed: Uint8Array): boolean {
  const secret = openTextOrNull(openDataKeyOrNull(row.dataKey), sealed, secretPlace(secretId));
  return secret !== null && isUrlKey(secret);
}
