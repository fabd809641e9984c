import { describe, expect, it } from "vitest";
import { pauseWatch, readWatch, STOPPED, startWatch } from "@/components/decide/stopwatch";

describe("the stopwatch", () => {
  it("counts only while it runs", () => {
    const paused = pauseWatch(startWatch(STOPPED, 1000), 1500);
    expect(readWatch(paused, 9000)).toBe(500);
    expect(readWatch(startWatch(paused, 9000), 9250)).toBe(750);
  });

  it("runs on when it is started twice", () => {
    expect(readWatch(startWatch(startWatch(STOPPED, 1000), 1400), 2000)).toBe(1000);
  });

  it("does not count twice when it is paused twice", () => {
    expect(readWatch(pauseWatch(pauseWatch(startWatch(STOPPED, 0), 100), 500), 900)).toBe(100);
  });

  it("never runs backwards", () => {
    expect(readWatch(startWatch(STOPPED, 1000), 400)).toBe(0);
  });
});
