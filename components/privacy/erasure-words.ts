/** The words of erasure and holds. */
import type { ErasurePreview, ErasureReason } from "@/domain/privacy/erasure-dto";

export const REASON_WORDS: Readonly<Record<ErasureReason, string>> = {
  asked_by_the_person: "The person asked for it",
  ordered: "A court or authority ordered it",
  sent_in_by_mistake: "It was sent in by mistake",
  other: "Another reason",
};

export const CAUSE_WORDS: Readonly<Record<string, string>> = {
  person: "A person",
  retention: "End of its time",
  replay: "Again, after a restore",
};

export const HOLD_WORDS: Readonly<Record<string, string>> = {
  litigation: "A lawsuit",
  investigation: "An investigation",
  regulator: "A regulator",
  other: "Another reason",
};

export const REFUSAL_WORDS: Readonly<Record<NonNullable<ErasurePreview["refusal"]>, string>> = {
  unknown: "Nobody is known by this. Check the source and the id; nothing was erased.",
  held: "Some of it is under legal hold. Release the hold first, or wait until it ends.",
  being_reviewed:
    "A reviewer is reading one of the cases now. Wait until they have decided, or ask them to give it back.",
};

/** "1 case", "3 cases". */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
