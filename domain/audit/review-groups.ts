/** What somebody who looks over the log wants to see together. Pure; a kind of event is in one group at the most. */
import { EVENT_TYPES, type EventType } from "@/domain/audit/event";

export const REVIEW_GROUPS = [
  "refused",
  "exports",
  "outside_claims",
  "people",
  "keys",
  "settings",
  "model",
  "many",
  "erased",
  "log",
] as const;
export type ReviewGroup = (typeof REVIEW_GROUPS)[number];

/** Beginnings of names, so that a kind that is added later is not left out by that. */
const BEGINNINGS: Readonly<Record<ReviewGroup, readonly string[]>> = {
  refused: ["access.sign_in.refused", "access.request.refused", "ingest.deliveries.refused"],
  exports: [
    "ingest.conversation.exported",
    "ingest.records.exported",
    "decide.records.exported",
    "measure.records.exported",
  ],
  // Of looks at cases only those by people who never claimed them: see list-review-groups.ts.
  outside_claims: [
    "ingest.conversation.viewed",
    "triage.case.viewed",
    "ingest.delivery.viewed",
    "measure.evaluation.viewed",
    "ingest.conversations.searched",
    "ingest.content.searched",
  ],
  people: ["access.admin.", "access.user."],
  keys: ["access.keys.", "ingest.key.", "ingest.secret.", "audit.key."],
  settings: ["settings.", "decide.policy.", "outbox.endpoint.", "ingest.source."],
  model: ["inference.strategy.", "inference.rules.", "measure.shadow."],
  many: ["triage.cases.", "ingest.deliveries.replayed"],
  erased: ["privacy."],
  log: ["audit.log.", "audit.review."],
};

/** The group that a kind of event is looked over in; null for the everyday ones. */
export function reviewGroupOf(type: string): ReviewGroup | null {
  return REVIEW_GROUPS.find((group) => BEGINNINGS[group].some((beginning) => type.startsWith(beginning))) ?? null;
}

/** The kinds of events that are looked over at all. */
export const REVIEWED_TYPES: readonly EventType[] = EVENT_TYPES.filter((type) => reviewGroupOf(type) !== null);
