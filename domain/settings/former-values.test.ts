import { expect, it } from "vitest";
import { parseSetting, SETTINGS } from "@/domain/settings/definitions";

const former = { secondReviewTierZero: true, twoPersonDismissal: false, goldShare: 0.1 };

it("reads a value of “More eyes” from when one share held for all decisions, and samples were set there too", () => {
  const now = { ...former, secondReviewOfRisk: 0.2, secondReviewOfNone: 0.2 };
  expect(parseSetting("more_eyes", { ...former, secondReviewShare: 0.2, sampleShare: 0.03 })).toEqual(now);
  expect(parseSetting("more_eyes", now)).toEqual(now);
  expect(SETTINGS.more_eyes.schema.safeParse({ ...former, secondReviewShare: 2, sampleShare: 0 }).success).toBe(false);
  expect(SETTINGS.more_eyes.schema.safeParse({ ...now, sampleShare: 0.1 }).success).toBe(false);
});
