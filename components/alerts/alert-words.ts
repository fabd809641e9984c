/** How alerts and their messages are said. Pure. */
import type { Tone } from "@/components/ui/tone";
import type { AlertKind } from "@/domain/outbox/alert-kinds";
import type { OutboundDelivery } from "@/domain/outbox/endpoint-dto";
import type { Alert } from "@/domain/triage/alerts/alert-dto";

export const KIND_LABELS: Readonly<Record<AlertKind, string>> = {
  new_emergency: "New in tier 0",
  tier_breach: "Past its time",
  empty_desk: "Empty desk",
  model_down: "Model down",
  hand_over: "Hand-over",
  endpoint_failing: "Messages not delivered",
  log_unpublished: "Checkpoints not published",
  figures_differed: "Figures differed",
};

/** The state of an alert in a word. */
export function alertState({ acknowledgedAt, resolvedAt }: Alert): { label: string; tone: Tone } {
  if (resolvedAt !== null) return { label: "over", tone: "neutral" };
  return acknowledgedAt === null ? { label: "unanswered", tone: "warn" } : { label: "answered", tone: "ok" };
}

const STATE_WORDS: Readonly<Record<OutboundDelivery["state"], { label: string; tone: Tone }>> = {
  waiting: { label: "waiting", tone: "info" },
  delivered: { label: "delivered", tone: "ok" },
  failed: { label: "given up", tone: "danger" },
  cancelled: { label: "called off", tone: "neutral" },
};

/** What became of a message. */
export function deliveryState({ state, toldWithId }: OutboundDelivery): { label: string; tone: Tone } {
  return toldWithId === null ? STATE_WORDS[state] : { label: "told with others", tone: "neutral" };
}

/** Who was told so far, in a line: "2 messages delivered, 1 waiting". */
export function messagesLine({ waiting, delivered, failed }: Alert["messages"]): string {
  const parts = [
    delivered > 0 ? `${delivered} delivered` : null,
    waiting > 0 ? `${waiting} waiting` : null,
    failed > 0 ? `${failed} given up` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "told on this desk only" : `messages: ${parts.join(", ")}`;
}
