import { describe, expect, it } from "vitest";
import { type Found, refusalOf, unnamedOf } from "@/domain/privacy/erasure-rules";

const one: Found = {
  authors: 1,
  conversations: 1,
  shared: 0,
  messages: 1,
  openCases: [],
  unread: [],
  heldConversations: 0,
  waitingCopies: 0,
};
const inState = (state: "open" | "claimed" | "escalated") =>
  ({ id: state, tier: 0, state, reason: "flagged" }) as const;

describe("whether somebody can be erased now", () => {
  it.each([
    [{}, null],
    [{ authors: 0 }, "unknown"],
    [{ heldConversations: 1 }, "held"],
    [{ openCases: [inState("open"), inState("escalated")] }, null],
    [{ openCases: [inState("open"), inState("claimed")] }, "being_reviewed"],
    [{ heldConversations: 1, openCases: [inState("claimed")] }, "held"],
    [{ unread: ["u"], waitingCopies: 3 }, null],
  ] as const)("%j: %s", (change, refusal) => {
    expect(refusalOf({ ...one, ...change } as Found)).toBe(refusal);
  });
});

it("asks for every open case and unread conversation by name, and for no more", () => {
  const found = { openCases: [inState("open"), inState("escalated")], unread: ["u"] };
  expect(unnamedOf(found, [])).toEqual(["open", "escalated", "u"]);
  expect(unnamedOf(found, ["u", "open", "something else"])).toEqual(["escalated"]);
  expect(unnamedOf(found, ["u", "open", "escalated"])).toEqual([]);
});
