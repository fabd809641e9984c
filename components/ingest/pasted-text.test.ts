import { expect, test } from "vitest";
import { ROLE_LABELS } from "@/components/decide/labels";
import { countRoles, hiddenNote, turnKey, understand } from "@/components/ingest/pasted-text";

const TEXT = "User: hi\nSupport: none that I know of";

test("a transcript is sent as its turns", () => {
  const { isTranscript, messages } = understand(TEXT, false, {});
  expect(isTranscript).toBe(true);
  expect(messages.map((message) => message.role)).toEqual(["user", "agent"]);
});

test("a text that only looks like a transcript can be sent whole, to the letter", () => {
  const { isTranscript, hasLabels, messages } = understand(TEXT, true, {});
  expect({ isTranscript, hasLabels }).toEqual({ isTranscript: false, hasLabels: true });
  expect(messages).toEqual([{ role: "user", text: TEXT }]);
});

test("a corrected role stays with its turn while another turn is edited", () => {
  const [, second] = understand(TEXT, false, {}).messages;
  if (!second) throw new Error("two turns were expected");
  const changes = { [turnKey(1, second)]: "user" } as const;
  expect(understand(TEXT.replace("hi", "hello"), false, changes).messages.map(({ role }) => role)).toEqual([
    "user",
    "user",
  ]);
  expect(understand(TEXT.replace("none", "some"), false, changes).messages.map(({ role }) => role)).toEqual([
    "user",
    "agent",
  ]);
});

test("characters that cannot be seen are counted and named", () => {
  expect(hiddenNote("plain\r\ntext 👩‍👧")).toBeNull();
  expect(hiddenNote("a\u200bb")).toMatch(/^One character cannot be seen \(zero-width space\)/);
  expect(hiddenNote("\u200b\u2060\u202e\u0007")).toMatch(/^4 characters cannot be seen \(.+ and others\)/);
});

test("messages are counted by role", () => {
  expect(countRoles(understand("User: a\nBot: b\nUser: c", false, {}).messages, ROLE_LABELS)).toBe(
    "3 messages: 2 person, 1 assistant",
  );
  expect(countRoles([{ role: "user", text: "a" }], ROLE_LABELS)).toBe("1 message: 1 person");
});
