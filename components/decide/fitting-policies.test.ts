import { expect, test } from "vitest";
import { startDraft } from "@/components/decide/draft";
import { fittingPolicies, typesAbout } from "@/components/decide/fitting-policies";
import { A_READING } from "@/components/decide/testing/a-case";
import type { Policy } from "@/domain/decide/policies/policy-dto";

const policy = (title: string, ...riskTypes: Policy["riskTypes"]) => ({ title, riskTypes }) as Policy;
const ALL = [policy("For all"), policy("Suicide", "suicide"), policy("Home", "abuse", "neglect")];
const titles = (types: Policy["riskTypes"]) => fittingPolicies(ALL, new Set(types)).map(({ title }) => title);

test("those about the risks of a case come first, then those for every case; the others stay away", () => {
  expect(titles(["suicide"])).toEqual(["Suicide", "For all"]);
  expect(titles(["neglect", "suicide"])).toEqual(["Suicide", "Home", "For all"]);
  expect(titles([])).toEqual(["For all"]);
});

test("a case is about what the reading shows and what was filled in; hidden, about the latter alone", () => {
  const draft = startDraft(null);
  draft.missed.push({
    key: "missed-1",
    fields: { subject: null, type: "abuse", severity: null, imminence: null },
    messageIds: [],
  });
  expect([...typesAbout(A_READING, draft)]).toEqual(["suicide", "abuse"]);
  expect([...typesAbout(null, draft)]).toEqual(["abuse"]);
  expect([...typesAbout(null, null)]).toEqual([]);
});
