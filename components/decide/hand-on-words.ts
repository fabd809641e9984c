/** The words around a case that is left to others. Pure. */
import { SKIP_REASONS, type SkipReason } from "@/domain/triage/skip-reasons";

const REASONS: Readonly<Record<SkipReason, string>> = {
  too_close_to_home: "Too close to home",
  need_a_break: "I need a break",
  language: "I do not read this language well enough",
  not_sure: "I am not sure what to make of it",
  know_the_person: "I know the person",
  other: "Another reason",
};

/** What can be said with a skip; saying nothing comes first, because nobody has to explain. */
export const SKIP_CHOICES = [
  { id: "none", label: "Skip, without saying why" },
  ...SKIP_REASONS.map((id) => ({ id, label: REASONS[id] })),
] as const;

const MINUTES = [5, 15, 30, 60, 240] as const;
const SHORTEST_MS = 60_000;

function inWords(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`;
  return minutes === 60 ? "An hour" : `${minutes / 60} hours`;
}

/**
 * For how long a case may be set aside: never past its due time, and not at all in tier 0 or when it is nearly due.
 * @param leftMs until it is due, in milliseconds
 */
export function snoozeChoices(tier: number, leftMs: number): { id: string; label: string; minutes: number }[] {
  if (tier === 0 || leftMs <= SHORTEST_MS) return [];
  const whole = Math.floor(leftMs / 60_000);
  const fitting = MINUTES.filter((minutes) => minutes < whole);
  return [
    ...fitting.map((minutes) => ({ id: String(minutes), label: inWords(minutes), minutes })),
    { id: "due", label: "Until it is due", minutes: whole + 1 },
  ];
}
