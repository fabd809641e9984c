import { expect, test } from "vitest";
import { moved, wordFor } from "@/components/settings/list-rows";

test("an item moves one place, and stays at the ends", () => {
  expect(moved(["a", "b", "c"], 1, -1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], 1, 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
});

test.each([
  ["Person called back", [], "person_called_back"],
  ["2 calls made!", [], "calls_made"],
  ["Été", [], "e_te"],
  ["指針", [], "action"],
  ["指針", ["action"], "action_2"],
  ["Called", ["called", "called_2"], "called_3"],
  ["a".repeat(80), [], "a".repeat(34)],
])("what is called %s gets a word of its own", (label, taken, word) => {
  expect(wordFor(label, taken, "action")).toBe(word);
});
