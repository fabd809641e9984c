import "server-only";
import { findPlatform, PLATFORMS } from "@/domain/ingest/platforms/all";
import type { Platform, SecretRules, Setup } from "@/domain/ingest/platforms/platform";
import { urlKeyName } from "@/domain/ingest/webhook-url";

/** What an admin has to know of a platform to connect it. Plain data. */
export type PlatformInfo = {
  name: string;
  label: string;
  secret: Pick<SecretRules, "origin" | "label" | "hint"> & { isMultiline: boolean };
  setup: Setup;
  /** Whether some versions of it send unsigned, so that the address may hold a key instead. */
  mayBeUnsigned: boolean;
};

/** The chat platforms, in the order in which they are offered. */
export function listPlatforms(): PlatformInfo[] {
  return PLATFORMS.map(infoOf);
}

/** The platform of this name or alias; null when there is none. */
export function findPlatformInfo(name: string): PlatformInfo | null {
  const platform = findPlatform(name);
  return platform && infoOf(platform);
}

function infoOf(platform: Platform): PlatformInfo {
  const { name, label, setup } = platform;
  const { origin, label: secretLabel, hint, multiline } = platform.secret;
  const secret = { origin, label: secretLabel, hint, isMultiline: multiline === true };
  return { name, label, secret, setup, mayBeUnsigned: urlKeyName(platform) !== null };
}
