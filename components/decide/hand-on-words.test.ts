import { describe, expect, it } from "vitest";
import { SKIP_CHOICES, snoozeChoices } from "@/components/decide/hand-on-words";

const MINUTE = 60_000;

describe("for how long a case may be set aside", () => {
  it.each<[string, number, number, string[]]>([
    ["never in tier 0", 0, 60 * MINUTE, []],
    ["not when it is due in less than a minute", 1, 59_000, []],
    ["not when it is overdue", 2, -MINUTE, []],
    ["until it is due, where that is soon", 1, 4.5 * MINUTE, ["due"]],
    ["no longer than until it is due", 2, 29 * MINUTE, ["5", "15", "due"]],
    ["some hours at the most", 3, 24 * 60 * MINUTE, ["5", "15", "30", "60", "240", "due"]],
  ])("%s", (_what, tier, leftMs, ids) => {
    expect(snoozeChoices(tier, leftMs).map(({ id }) => id)).toEqual(ids);
  });
});

it("asks for no reason first", () => {
  expect(SKIP_CHOICES[0].id).toBe("none");
});
