import "server-only";
import type { Platform } from "@/domain/ingest/platforms/platform";
import { loadEnv } from "@/lib/env/env";

/** Where the platform sends, as it is entered there. `urlKey` for one that does not sign. */
export function webhookUrl(platform: Platform, sourceId: string, urlKey: string | null = null): string {
  const url = new URL(`${loadEnv().baseUrl}/api/webhooks/${platform.name}/${sourceId}`);
  const name = urlKeyName(platform);
  if (urlKey !== null && name !== null) url.searchParams.set(name, urlKey);
  return url.href;
}

/** What the key in the address is called, for platforms of which some send unsigned; null for all others. */
export function urlKeyName(platform: Platform): string | null {
  for (const scheme of platform.schemes) {
    if (scheme.kind === "token" && typeof scheme.at === "object" && "query" in scheme.at) return scheme.at.query;
  }
  return null;
}
