import "server-only";
import { pool } from "@/lib/db/client";
import { hexArray } from "@/lib/db/hex-array";
import { isDatabaseAway } from "@/lib/http/database-away";
import { together } from "@/lib/process/together";

/** One webhook request, sealed. */
export type NewDelivery = {
  id: string;
  sourceId: string;
  key: string;
  sealed: Uint8Array;
  contentType: string | null;
};

/**
 * Stores a delivery; one of this source and key that is there already stays as it is. When this resolves it is durable.
 * Deliveries that arrive while others are being stored share the next statement and its commit: `npm run bench -- ingest`.
 */
export const insertDelivery = together(
  insertDeliveries,
  { items: 200, size: 8 * 1024 * 1024, sizeOf: ({ sealed }) => sealed.byteLength, atOnce: 2 },
  isDatabaseAway,
);

async function insertDeliveries(rows: readonly NewDelivery[]): Promise<undefined[]> {
  // Sorted, so that two statements with some keys in common wait for one another and never in a circle.
  const sorted = [...rows].sort((one, other) => (one.sourceId + one.key < other.sourceId + other.key ? -1 : 1));
  await pool().query({
    name: "insert deliveries",
    text: `
      INSERT INTO webhook_delivery (id, source_id, delivery_key, body_sealed, content_type)
      SELECT id, source_id, delivery_key, decode(body, 'hex'), content_type
      FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
        AS made (id, source_id, delivery_key, body, content_type)
      ON CONFLICT (source_id, delivery_key) DO NOTHING`,
    values: [
      sorted.map(({ id }) => id),
      sorted.map(({ sourceId }) => sourceId),
      sorted.map(({ key }) => key),
      hexArray(sorted.map(({ sealed }) => sealed)),
      sorted.map(({ contentType }) => contentType),
    ],
  });
  return rows.map(() => undefined);
}
