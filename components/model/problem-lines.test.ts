import { expect, test } from "vitest";
import { lineOfProblem, lineRange } from "@/components/model/problem-lines";

test.each([
  ["Line 3: is not valid", 3],
  ["Line 12, suicide/x: the pattern is too long", 12],
  ["The rules have 2 problems.", null],
  ["Lined up", null],
])("“%s” is about line %s", (message, line) => {
  expect(lineOfProblem(message)).toBe(line);
});

test.each([
  [1, "one"],
  [2, ""],
  [3, "three"],
  [9, "three"],
  [0, "one"],
])("line %s of a text is “%s”", (line, words) => {
  const text = "one\n\nthree";
  expect(text.slice(...lineRange(text, line))).toBe(words);
});
