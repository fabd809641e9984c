import { expect, test } from "vitest";
import { callTitle, groupCalls } from "@/components/decide/call-groups";
import type { CallDto, ClassificationDto } from "@/inference/classification-dto";

const NUMBERS = new Map([
  ["a", 1],
  ["b", 12],
]);

function call(changed: Partial<CallDto>): CallDto {
  return {
    position: 0,
    engine: "sglang",
    model: "nope-edge",
    endpoint: null,
    requestId: null,
    purpose: "read",
    judge: 0,
    window: 0,
    constrained: false,
    raw: null,
    seed: null,
    temperature: null,
    finishReason: null,
    promptTokens: null,
    completionTokens: null,
    latencyMs: 1_412,
    httpStatus: null,
    error: null,
    flagScore: null,
    severityScores: null,
    scoreCensored: false,
    ...changed,
  };
}

function part(reused: boolean): ClassificationDto["windows"][number] {
  return { firstMessageId: "a", lastMessageId: "b", outcome: "none", flagScore: null, reused };
}

test("the calls of a conversation in one part stand without a heading", () => {
  const groups = groupCalls([call({}), call({ position: 1, judge: 1 })], [part(false)], NUMBERS);
  expect(groups).toMatchObject([{ title: null, calls: [{ judge: 0 }, { judge: 1 }] }]);
});

test("each part has its own calls, and one that was taken over is there without any", () => {
  const calls = [call({ window: 2 }), call({ position: 1, window: 0 })];
  const groups = groupCalls(calls, [part(false), part(true), part(false)], NUMBERS);
  expect(groups.map(({ title, reused, calls: own }) => [title, reused, own.length])).toEqual([
    ["Part 1 of 3: messages 1 to 12", false, 1],
    ["Part 2 of 3: messages 1 to 12", true, 0],
    ["Part 3 of 3: messages 1 to 12", false, 1],
  ]);
});

test("a reading without any call has no group: the rules alone read it", () => {
  expect(groupCalls([], [], NUMBERS)).toEqual([]);
});

test.each<[Partial<CallDto>, number | null, string]>([
  [{}, null, "Call, reading, 1,412 ms"],
  [{ judge: 1, purpose: "retry" }, 3, "Judge 2, asked again, 1,412 ms"],
  [{ error: "timeout" }, null, "Call, reading, 1,412 ms, failed"],
  [{ purpose: "other_thing" }, null, "Call, other thing, 1,412 ms"],
])("a call is named by its judge, its purpose and its time: %o", (changed, judges, title) => {
  expect(callTitle(call(changed), judges)).toBe(title);
});
