import { describe, expect, it } from "vitest";
import { newsOf } from "@/components/alerts/new-alerts";
import type { Alert } from "@/domain/triage/alerts/alert-dto";

const alert = (id: string): Alert => ({
  id,
  kind: "tier_breach",
  says: "A case in tier 1 waits past its time",
  caseId: null,
  tier: 1,
  openedAt: "2026-11-21T03:09:05.400Z",
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  step: 1,
  nextStepAt: null,
  messages: { waiting: 0, delivered: 0, failed: 0 },
});

describe("what a page tells of", () => {
  it.each([
    ["nothing on its first look", null, ["a"], null],
    ["nothing when nothing is new", ["a", "b"], ["a"], null],
    ["one alert by what it says", ["a"], ["b", "a"], "A case in tier 1 waits past its time"],
    [
      "several by how many they are",
      [],
      ["a", "b", "c"],
      "3 new alerts: A case in tier 1 waits past its time, and more",
    ],
  ])("is %s", (_, seen, now, line) => {
    expect(newsOf(seen && new Set(seen), now.map(alert))?.line ?? null).toBe(line);
  });
});
