import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { handBackUnlessShown, isShown, showClaim } from "@/components/decide/hand-back";

const sendBeacon = vi.fn();
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { sendBeacon });
  sendBeacon.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("hands a claim back that no page has shown", () => {
  handBackUnlessShown("a", "1");
  vi.runAllTimers();
  expect(sendBeacon).toHaveBeenCalledExactlyOnceWith("/api/v1/cases/a/release", expect.any(Blob));
});

it("keeps one that came up, whenever it did", () => {
  handBackUnlessShown("b", "1");
  const leave = showClaim("b", "1", () => undefined);
  // Claimed once more with the page open: it answers the same claim.
  handBackUnlessShown("b", "1");
  vi.runAllTimers();
  expect(sendBeacon).not.toHaveBeenCalled();
  leave();
});

it("leaves a page once it is gone for good, and not while it is only drawn anew", () => {
  const leave = vi.fn();
  showClaim("c", "1", leave)();
  const gone = showClaim("c", "1", leave);
  vi.runAllTimers();
  expect(leave).not.toHaveBeenCalled();
  expect(isShown("c", "1")).toBe(true);
  gone();
  vi.runAllTimers();
  expect(leave).toHaveBeenCalledTimes(1);
  expect(isShown("c", "1")).toBe(false);
});
