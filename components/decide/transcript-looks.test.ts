import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { A_MESSAGE, A_READING } from "@/components/decide/testing/a-case";
import { isVeiled, looksAlike, nextOf, pointedAt, type TranscriptLooks } from "@/components/decide/transcript-looks";

const PLAIN: TranscriptLooks = { hits: new Map(), current: null, pointed: new Map(), unveiled: null, language: null };
const { id } = A_MESSAGE;

describe("a veil", () => {
  it.each([
    ["nobody asked for one", null, {}, false],
    ["one was asked for", new Set<string>(), {}, true],
    ["this message was unveiled", new Set([id]), {}, false],
    ["all were unveiled", "all", {}, false],
    ["an assistant says it", new Set<string>(), { role: "assistant" }, false],
    ["its words were erased", new Set<string>(), { text: null }, false],
  ] as const)("where %s", (_name, unveiled, changed, expected) => {
    expect(isVeiled({ ...A_MESSAGE, ...changed }, unveiled)).toBe(expected);
  });
});

test.each<[string, Partial<TranscriptLooks>]>([
  ["found", { hits: new Map([[id, [{ from: 0, to: 1 }]]]) }],
  ["looked at", { current: { id, at: 0 } }],
  ["pointed at", { pointed: new Map([[id, "suicide"]]) }],
  ["veiled", { unveiled: new Set() }],
])("a message that is %s is drawn again, and others are not", (_name, changed) => {
  expect(looksAlike(A_MESSAGE, PLAIN, { ...PLAIN, ...changed })).toBe(false);
  const other = { ...A_MESSAGE, id: "another", role: "assistant" as const };
  expect(looksAlike(other, PLAIN, { ...PLAIN, ...changed })).toBe(true);
});

test("the messages of a reading's risks are named once with each type", () => {
  const [risk] = A_READING.risks;
  if (!risk) throw new Error("the example has no risk");
  const risks = [risk, { ...risk, type: "self_harm" as const, messageIds: [id, "second"] }, risk];
  expect([...pointedAt({ ...A_READING, risks })]).toEqual([
    [id, "suicide, self-harm"],
    ["second", "self-harm"],
  ]);
  expect(pointedAt(null).size).toBe(0);
});

describe("going from one to the next", () => {
  it.each([
    [[2, 5], -1, 1, 2],
    [[2, 5], 2, 1, 5],
    [[5, 2], 5, 1, 2],
    [[2, 5], 2, -1, 5],
    [[2, 5], 4, -1, 2],
    [[], 4, 1, null],
  ] as const)("of %j from %i by %i comes to %j", (positions, at, way, expected) => {
    expect(nextOf(positions, at, way)).toBe(expected);
  });

  it("comes to each of them once on its way round", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50), { minLength: 1 }), fc.constantFrom<1 | -1>(1, -1), (positions, way) => {
        const seen: number[] = [];
        let at = -1;
        for (let step = 0; step < positions.length; step += 1) {
          at = nextOf(positions, at, way) ?? -1;
          seen.push(at);
        }
        expect(seen.toSorted()).toEqual(positions.toSorted());
      }),
    );
  });
});
