import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { READ_EVERY_MS, readSoon } from "@/components/query/read-soon";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("reads at once after a quiet time, and at most once a second while changes stream in", () => {
  const read = vi.fn();
  const reader = readSoon(read, () => false);
  reader.soon();
  vi.advanceTimersByTime(0);
  expect(read).toHaveBeenCalledTimes(1);
  for (let ms = 0; ms < 5 * READ_EVERY_MS; ms += 50) {
    reader.soon();
    vi.advanceTimersByTime(50);
  }
  expect(read.mock.calls.length).toBeLessThanOrEqual(6);
  expect(read.mock.calls.length).toBeGreaterThanOrEqual(5);
});

it("waits for an answer that is on its way, and then asks again", () => {
  const read = vi.fn();
  let isReading = true;
  const reader = readSoon(read, () => isReading);
  reader.soon();
  vi.advanceTimersByTime(10 * READ_EVERY_MS);
  expect(read).not.toHaveBeenCalled();
  isReading = false;
  vi.advanceTimersByTime(READ_EVERY_MS);
  expect(read).toHaveBeenCalledTimes(1);
});

it("reads nothing once it is stopped", () => {
  const read = vi.fn();
  const reader = readSoon(read, () => false);
  reader.soon();
  reader.stop();
  vi.advanceTimersByTime(READ_EVERY_MS);
  expect(read).not.toHaveBeenCalled();
});
