import { expect, it } from "vitest";
import { type Marks, NO_MARKS, pressMark } from "@/components/triage/marks";

const order = ["a", "b", "c", "d"];
const marked = (...ids: string[]): Marks => ({ ids: new Set(ids), all: null });
const ALL: Marks = { ids: new Set(), all: { tier: 0 } };

it.each([
  ["marks one", NO_MARKS, "b", null, ["b"]],
  ["takes the mark of one back", marked("a", "b"), "b", null, ["a"]],
  ["marks a range in either direction", marked("c"), "a", "c", ["a", "b", "c"]],
  ["marks one where the range begins out of sight", marked("z"), "a", "z", ["a", "z"]],
  ["leaves one out of all, so that the others stay marked", ALL, "b", null, ["a", "c", "d"]],
  ["leaves a range out of all", ALL, "c", "b", ["a", "d"]],
] as const)("a press %s", (_, before, id, from, after) => {
  const { ids, all } = pressMark(before, { id, order, from });
  expect([...ids].toSorted()).toEqual(after);
  expect(all).toBeNull();
});
