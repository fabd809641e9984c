/** A window's reading in another place of its conversation. Pure. */
import type { ConversationReading, WindowReading } from "@/inference/conversation-reading";

/** Counts the messages behind each risk from `by` messages further on (negative: further back). */
export function moveReading(reading: ConversationReading, by: number): ConversationReading {
  const moved = <T extends { messages: readonly number[] }>(risk: T) => ({
    ...risk,
    messages: risk.messages.map((index) => index + by),
  });
  if (reading.outcome === "unscored") return { ...reading, suspected: reading.suspected.map(moved) };
  if (reading.outcome === "none") return reading;
  const [first, ...rest] = reading.risks;
  return { ...reading, risks: [moved(first), ...rest.map(moved)] };
}

/** A remembered window, whose messages count from 0, where it stands in the conversation now. */
export function placeWindow(remembered: WindowReading, first: number, last: number): WindowReading {
  return { ...remembered, first, last, reading: moveReading(remembered.reading, first) };
}
