import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { featureLabel } from "@/components/decide/feature-labels";

const rules = path.resolve(import.meta.dirname, "../../inference/engines/offline/rules");
const features = globSync(path.join(rules, "*.yaml")).flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/feature: ([a-z_]+)/g)].map((match) => match[1] ?? ""),
);

test("every feature that the offline rules name has plain words", () => {
  expect(features.length).toBeGreaterThan(40);
  const raw = [...new Set(features)].filter((feature) => featureLabel(feature) === feature.replaceAll("_", " "));
  // "bullying" and the like would read well as they are; codes and jargon would not, so each one has words of its own.
  expect(raw).toEqual([]);
});

test.each([
  ["nssi", "Hurts themselves without wanting to die"],
  ["intent_stated", "Says they intend to"],
  ["a_word_of_the_model", "a word of the model"],
  ["constructor", "constructor"],
  ["", ""],
])("%s → %s", (feature, label) => {
  expect(featureLabel(feature)).toBe(label);
});
