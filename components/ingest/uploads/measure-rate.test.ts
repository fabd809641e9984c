import { describe, expect, test } from "vitest";
import { type RateSample, rateOf, secondsLeft, withSample } from "@/components/ingest/uploads/measure-rate";

const samplesOf = (...pairs: [at: number, done: number][]) =>
  pairs.reduce<readonly RateSample[]>((samples, [at, done]) => withSample(samples, { at, done }), []);

describe("a rate", () => {
  test.each<[string, [number, number][], number | null, number | null]>([
    ["is not told from nothing", [], null, null],
    ["is not told from one look", [[0, 10]], null, null],
    [
      "is not told from two looks at once",
      [
        [0, 10],
        [300, 40],
      ],
      null,
      null,
    ],
    [
      "is what was done in the time",
      [
        [0, 0],
        [1000, 50],
        [2000, 200],
      ],
      100,
      8,
    ],
    [
      "forgets what was long ago",
      [
        [0, 0],
        [20_000, 100],
        [21_000, 300],
      ],
      200,
      3.5,
    ],
    [
      "begins again where the work does",
      [
        [0, 900],
        [1000, 0],
        [2000, 100],
      ],
      100,
      9,
    ],
    [
      "ignores a look that came late",
      [
        [0, 0],
        [2000, 200],
        [1000, 50],
      ],
      100,
      8,
    ],
    [
      "is zero where nothing gets on, and then nobody knows how long",
      [
        [0, 100],
        [5000, 100],
      ],
      0,
      null,
    ],
    [
      "leaves no time where all is done",
      [
        [0, 0],
        [1000, 1000],
      ],
      1000,
      0,
    ],
  ])("%s", (_, pairs, rate, left) => {
    const samples = samplesOf(...pairs);
    expect(rateOf(samples)).toBe(rate);
    expect(secondsLeft(samples, 1000)).toBe(left);
  });
});
