import { z } from "zod";
import type { Choice } from "@/components/ingest/sources/platform-choice";
import type { PlatformInfo } from "@/domain/ingest/list-platforms";

export const newSourceQuerySchema = z.object({ platform: z.string().max(80).optional() });

/** For programs of one's own, with a key instead of a webhook. */
export const API_CHOICE: Choice = {
  name: "api",
  label: "HTTP API",
  note: "A program of yours sends conversations with a key",
};

/** What a label alone does not say. */
const NOTES: Readonly<Record<string, string>> = {
  "standard-webhooks": "Your own product sends each message as it is written",
};

/** What a new source may be: the chat platforms in their order, and our own API. Pure. */
export function choicesOf(platforms: readonly PlatformInfo[]): Choice[] {
  const choices = platforms.map(({ name, label }) => ({ name, label, note: NOTES[name] ?? null }));
  return [...choices, API_CHOICE];
}
