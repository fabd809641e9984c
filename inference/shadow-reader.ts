/**
 * Who can read past conversations again: what reads now, the model that the settings name for it (a server of its own,
 * with limits and a breaker of its own), or the offline rules. Pure.
 */
export const SHADOW_READERS = ["current", "candidate", "offline"] as const;
export type ShadowReader = (typeof SHADOW_READERS)[number];
