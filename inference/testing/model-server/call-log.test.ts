import { expect, it } from "vitest";
import { createCallLog } from "@/inference/testing/model-server/call-log";

it("keeps the newest requests and counts all, and starts anew when it is cleared", () => {
  const log = createCallLog();
  for (let index = 1; index <= 5_000; index += 1) log.add(index);
  expect(log.counts.received).toBe(5_000);
  expect(log.requests.length).toBeGreaterThanOrEqual(1_000);
  expect(log.requests.length).toBeLessThanOrEqual(2_000);
  expect(log.requests.at(-1)).toBe(5_000);
  log.clear();
  expect([log.requests, log.counts.received]).toEqual([[], 0]);
});
