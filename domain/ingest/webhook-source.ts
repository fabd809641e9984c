import "server-only";
import { findPlatform } from "@/domain/ingest/platforms/all";
import type { Platform } from "@/domain/ingest/platforms/platform";
import { secretPlace } from "@/domain/ingest/source-places";
import { openText } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import { keyring, type OpenKey, openDataKey } from "@/lib/keys/data-keys";

/** A source as its webhook address needs it, with its secrets open. */
export type WebhookSource = {
  id: string;
  platform: Platform;
  key: OpenKey;
  secrets: readonly string[];
  isDeleted: boolean;
};

/** How long, in milliseconds, a process goes by what it knows of a source: a change holds everywhere after this. */
const KNOWN_FOR_MS = 1_000;
const MOST_KNOWN = 1_000;

type Known = { at: number; source: Promise<WebhookSource | null> };
const known = new Map<string, Known>();

/** The source of this id, as of at most a second ago. Null when it never was, or takes no webhooks. */
export function findWebhookSource(id: string): Promise<WebhookSource | null> {
  const at = performance.now();
  const entry = known.get(id);
  if (entry && at - entry.at < KNOWN_FOR_MS) return entry.source;
  if (known.size >= MOST_KNOWN) known.clear();
  const source = load(id);
  known.set(id, { at, source });
  source.catch(() => known.delete(id));
  return source;
}

async function load(id: string): Promise<WebhookSource | null> {
  const row = await db().source.findUnique({
    where: { id },
    include: { dataKey: true, secrets: { where: { retiredAt: null }, orderBy: { createdAt: "asc" } } },
  });
  const platform = row && findPlatform(row.platform);
  const key = row && openDataKey(row.dataKey);
  if (!row || !platform || !key) return null;
  return {
    id,
    platform,
    key,
    secrets: row.secrets.map((secret) => openText(key.key, secret.secretSealed, secretPlace(secret.id))),
    isDeleted: row.deletedAt !== null,
  };
}

/** What a platform that checks an address by GET has to send: made from the id, so that it can be shown at any time. */
export function verifyTokenOf(sourceId: string): string {
  return Buffer.from(keyring().lookupHash("verify-token", sourceId)).toString("base64url");
}
