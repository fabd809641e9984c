import { describe, expect, it } from "vitest";
import { inOrder } from "@/domain/ingest/order-messages";

type Message = Parameters<typeof inOrder>[0][number] & { name: string };

const message = (name: string, position: number, minute: number | null, more: Partial<Message> = {}): Message => ({
  name,
  position,
  sentAt: minute === null ? null : new Date(Date.UTC(2026, 0, 1, 12, minute)),
  sequence: null,
  isAwaited: false,
  receivedAt: new Date(Date.UTC(2026, 0, 1, 12, 30)),
  ...more,
});

describe("the order of a transcript", () => {
  it.each<[string, Message[], string]>([
    ["that of arrival where times are unknown", [message("b", 1, null), message("a", 0, null)], "ab"],
    ["that of sending where all times are known", [message("b", 0, 2), message("a", 1, 1)], "ab"],
    [
      "that of arrival where one time is missing",
      [message("a", 0, 2), message("b", 1, 1), message("c", 2, null)],
      "abc",
    ],
    ["that of arrival within one moment", [message("a", 0, 1), message("b", 1, 1)], "ab"],
    [
      "that of the platform's count within one moment",
      [message("b", 0, 1, { sequence: 10n }), message("a", 1, 1, { sequence: 9n })],
      "ab",
    ],
    [
      "of a deleted stranger, the moment of its deletion",
      [message("x", 0, null, { isAwaited: true }), message("a", 1, 5)],
      "ax",
    ],
  ])("is %s", (_, messages, order) => {
    expect(
      inOrder(messages)
        .map(({ name }) => name)
        .join(""),
    ).toBe(order);
  });
});
