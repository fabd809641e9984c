import { expect, it } from "vitest";
import { pinChoice, stepChoice } from "@/components/alerts/alert-choice";

it.each([
  ["begins with the first", null, ["a", "b"], { id: "a", index: 0 }],
  ["has none in an empty list", null, [], null],
  [
    "stays with the alert that was read when another arrives above it",
    { id: "a", index: 0 },
    ["new", "a"],
    { id: "a", index: 1 },
  ],
  ["takes nothing in the place of one that is gone", { id: "a", index: 0 }, ["new", "b"], { id: "a", index: 0 }],
])("the choice %s", (_, before, ids, after) => {
  expect(pinChoice(before, ids)).toEqual(after);
});

it.each([
  ["down", { id: "a", index: 0 }, 1, "b"],
  ["up", { id: "b", index: 1 }, -1, "a"],
  ["no further than the end", { id: "c", index: 2 }, 1, "c"],
  ["no further than the top", { id: "a", index: 0 }, -1, "a"],
  ["down from one that is gone to what took its place", { id: "gone", index: 1 }, 1, "b"],
  ["up from one that is gone", { id: "gone", index: 1 }, -1, "a"],
  ["from nowhere to the first", null, 1, "a"],
] as const)("a step goes %s", (_, from, by, to) => {
  expect(stepChoice(from, ["a", "b", "c"], by)?.id).toBe(to);
});
