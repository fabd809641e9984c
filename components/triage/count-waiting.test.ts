import { describe, expect, it } from "vitest";
import { countWaiting, nothingGivenText } from "@/components/triage/count-waiting";
import type { QueueSummary } from "@/domain/triage/queue-summary";

const summary = (open: readonly number[], escalated: number): QueueSummary => ({
  tiers: open.map((count, tier) => ({ tier, open: count, claimed: 0, overdue: 0, oldestOpenedAt: null })),
  escalated,
  unread: 0,
  oldestUnreadAt: null,
  deliveriesWaiting: 0,
  oldestDeliveryAt: null,
});

describe("what waits", () => {
  it.each([
    ["for a reviewer", [0, 1, 2, 0], 4, false, 3],
    ["for a lead, with what was passed to the leads", [0, 1, 2, 0], 4, true, 7],
    ["for a lead alone", [0, 0, 0, 0], 1, true, 1],
    ["for a lead alone, where a reviewer asks", [0, 0, 0, 0], 1, false, 0],
  ])("%s", (_, open, escalated, mayLead, count) => {
    expect(countWaiting(summary(open, escalated), mayLead)).toBe(count);
  });

  it("is never said to be nothing while cases wait", () => {
    expect(nothingGivenText(0)).toMatch(/^No case waits/);
    expect(nothingGivenText(1)).toMatch(/^One case waits that is not given to you/);
    expect(nothingGivenText(1200)).toMatch(/^1,200 cases wait that are not given to you/);
  });
});
