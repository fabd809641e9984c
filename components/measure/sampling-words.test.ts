import { expect, it } from "vitest";
import { about, hoursInWords, neededInWords, recallInWords } from "@/components/measure/sampling-words";

it.each<[number, string]>([
  [0, "none"],
  [0.2, "less than 1"],
  [0.96, "about 1"],
  [3.1234, "about 3.1"],
  [1234.5, "about 1,235"],
])("says %s as what is expected", (count, text) => expect(about(count)).toBe(text));

it.each<[number | null, string]>([
  [null, "hours not known: nobody has decided on a case in the last four weeks"],
  [0.001, "under a minute a week"],
  [0.4, "about 24 min a week"],
  [3.456, "about 3.5 h a week"],
])("says what %s hours take", (hours, text) => expect(hoursInWords(hours)).toBe(text));

it("says a recall that cannot be known with its reason, never as a number", () => {
  expect(recallInWords({ weeks: 4, recall: { value: null, reason: "Nothing is drawn." } })).toBe(
    "Recall would not be known. Nothing is drawn.",
  );
  expect(recallInWords({ weeks: 4, recall: { value: 0.9, low: 0.806, high: 0.97 } })).toContain(
    "between 81 % and 97 %",
  );
  expect(neededInWords({ weeks: 4, needed: { reads: null, reason: "Nothing was found." } })).toContain(
    "Nothing was found.",
  );
  expect(neededInWords({ weeks: 4, needed: null })).toBeNull();
});
