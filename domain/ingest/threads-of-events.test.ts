import { expect, it } from "vitest";
import { withTimes } from "@/domain/ingest/threads-of-events";

const place = { conversationId: "c", messageId: "m" };
const words = { ...place, role: "user" as const, text: "words" };
const receivedAt = new Date("2026-11-21T03:04:05Z");
const earlier = new Date("2026-11-21T03:00:00Z");

it.each([
  ["an edit without a time", { ...words, kind: "edit" }, { editedAt: receivedAt }],
  ["an edit with its own", { ...words, kind: "edit", editedAt: earlier }, { editedAt: earlier }],
  ["a deletion without a time", { ...place, kind: "delete" }, { deletedAt: receivedAt }],
  ["a deletion with its own", { ...place, kind: "delete", deletedAt: earlier }, { deletedAt: earlier }],
] as const)("gives %s the time that stays the same at every replay", (_, event, times) => {
  expect(withTimes([event], receivedAt)).toEqual([{ ...event, ...times }]);
});

it("leaves a new message as it is: it was not edited", () => {
  expect(withTimes([{ ...words, kind: "new" }], receivedAt)).toEqual([{ ...words, kind: "new" }]);
});
