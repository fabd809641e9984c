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

/** Where a conversation stands, in a word. */
export function StatusBadge({ status }: { status: ConversationStatus }) {
  return <Badge tone={TONES[status]}>{STATUS_LABELS[status]}</Badge>;
}
