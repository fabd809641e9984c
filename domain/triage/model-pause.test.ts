import { expect, it } from "vitest";
import { modelPauseSeconds } from "@/domain/triage/model-pause";

it.each([
  [1, 30],
  [2, 60],
  [3, 120],
  [7, 1_920],
  [8, 3_600],
  [5_000, 3_600],
])("after %i failed readings the model is left alone for %i s", (failures, seconds) => {
  expect(modelPauseSeconds(failures)).toBe(seconds);
});
