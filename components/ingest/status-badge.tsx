import type { ConversationStatus } from "@/components/ingest/statuses";
import { STATUS_LABELS } from "@/components/ingest/statuses";
import { Badge } from "@/components/ui/badge";
import type { Tone } from "@/components/ui/tone";

const TONES: Readonly<Record<ConversationStatus, Tone>> = {
  received: "info",
  classifying: "info",
  flagged: "danger",
  clear: "neutral",
  unscored: "warn",
};

/** Where a conversation stands, in a word. Hidden while a blind look at it is open. */
export function StatusBadge({ status }: { status: ConversationStatus | null }) {
  if (status === null) return <Badge tone="neutral">Hidden for now</Badge>;
  return <Badge tone={TONES[status]}>{STATUS_LABELS[status]}</Badge>;
}
