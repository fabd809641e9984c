/** The words of the queue's filters and of changes to many cases. Pure. */
import type { BulkChange, LeftOut } from "@/domain/triage/bulk/bulk-dto";
import type { LISTED_ENGINES } from "@/domain/triage/case-filter";

const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

/** A language in English: "German" for `de`. */
export function languageLabel(tag: string): string {
  return languageNames.of(tag) ?? tag;
}

export const ENGINE_LABELS: Readonly<Record<(typeof LISTED_ENGINES)[number], string>> = {
  sglang: "SGLang",
  vllm: "vLLM",
  ollama: "Ollama",
  llamacpp: "llama.cpp",
  transformers: "Transformers",
  openai: "Another server",
  offline: "Keyword rules",
  none: "Read by nothing",
};

/** Ages to choose from, in minutes. */
export const AGES = [
  { minutes: 5, label: "Over 5 minutes" },
  { minutes: 30, label: "Over 30 minutes" },
  { minutes: 120, label: "Over 2 hours" },
  { minutes: 1440, label: "Over a day" },
] as const;

export const BULK_LABELS: Readonly<Record<BulkChange["kind"], string>> = {
  requeue: "Put back",
  escalate: "Escalate",
  snooze: "Snooze",
  raise: "Make more urgent",
  close: "Close",
};

/** What a change does, said before it is done. */
export const BULK_NOTES: Readonly<Record<BulkChange["kind"], string>> = {
  requeue: "Cases that somebody holds or that are snoozed wait for the next reviewer again. Whoever has one is told.",
  escalate: "They wait for a lead, and are given to nobody else.",
  snooze: "They are given to nobody for a while, and never past the time they are due.",
  raise: "They are due as soon as others of that tier.",
  close:
    "They leave the queue without having been read. Only samples, and cases opened by hand in which nothing was found, can be closed so.",
};

export const LEFT_OUT_LABELS: Readonly<Record<LeftOut, string>> = {
  gone: "no longer there",
  busy: "being worked on in this moment",
  over: "decided already",
  with_somebody: "with a reviewer",
  with_a_lead: "waiting for a lead",
  waits_already: "waiting already",
  emergency: "in the most urgent tier",
  overdue: "past due",
  as_urgent_already: "that urgent already",
  needs_review: "flagged or unread: a person must look",
};

/** A number of cases in words. */
export function casesText(count: number): string {
  return count === 1 ? "1 case" : `${count.toLocaleString("en")} cases`;
}
