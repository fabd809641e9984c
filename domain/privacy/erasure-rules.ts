/** Whether content may go now. Pure. */
import type { ErasurePreview } from "@/domain/privacy/erasure-dto";

export type Found = Omit<ErasurePreview, "refusal">;

/**
 * Why nothing can be erased: there is nobody, somebody else has a claim on it in law, or a reviewer is reading it in this
 * moment, whose words would vanish before their eyes and whose decision might be the one that reaches the person.
 */
export function refusalOf(found: Found): ErasurePreview["refusal"] {
  if (found.authors === 0) return "unknown";
  if (found.heldConversations > 0) return "held";
  return found.openCases.some(({ state }) => state === "claimed") ? "being_reviewed" : null;
}

/** What ends with the erasure and has to be named by whoever asks: every open case, and what nothing has read yet. */
export function endsOf({ openCases, unread }: Pick<Found, "openCases" | "unread">): string[] {
  return [...openCases.map(({ id }) => id), ...unread];
}

/** What was not named of that: an emergency that came in since the preview must not vanish unseen. */
export function unnamedOf(found: Pick<Found, "openCases" | "unread">, named: readonly string[]): string[] {
  const known = new Set(named);
  return endsOf(found).filter((id) => !known.has(id));
}
