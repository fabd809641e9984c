import type { Tone } from "@/components/ui/tone";
import type { DeliveryDto, DeliveryState } from "@/domain/ingest/delivery-dto";

/** What became of a delivery, in a word. */
export const DELIVERY_LABELS: Readonly<Record<DeliveryState, { word: string; tone: Tone }>> = {
  received: { word: "Waiting", tone: "info" },
  held: { word: "Held", tone: "neutral" },
  normalised: { word: "Read", tone: "ok" },
  needs_attention: { word: "Needs attention", tone: "warn" },
  ignored: { word: "Ignored", tone: "neutral" },
};

/** What stands beside the state: why, or what came of it. Never content. */
export function deliveryNote({ state, messages, reason }: DeliveryDto): string {
  const count = messages === 1 ? "1 message" : `${messages.toLocaleString("en")} messages`;
  if (state === "normalised") return reason === null ? count : `${count}. ${reason}`;
  if (reason !== null) return reason;
  return {
    received: "A worker reads it next.",
    held: "Read when the source goes on.",
    needs_attention: "",
    ignored: "",
  }[state];
}
