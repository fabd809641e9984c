import { describe, expect, it } from "vitest";
import { newsOf, seenWith } from "@/components/alerts/new-alerts";
import type { Alert } from "@/domain/triage/alerts/alert-dto";

const alert = (id: string, openedAt = "2026-11-21T03:09:05.400Z"): Alert => ({
  id,
  kind: "tier_breach",
  says: "A case in tier 1 waits past its time",
  caseId: null,
  tier: 1,
  openedAt,
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
    const before =
      seen &&
      seenWith(
        null,
        seen.map((id) => alert(id)),
      );
    const news = newsOf(
      before,
      now.map((id) => alert(id)),
    );
    expect(news?.line ?? null).toBe(line);
  });

  it("is not one of long ago that comes into view since a newer one was answered", () => {
    const seen = seenWith(null, [alert("new", "2026-11-21T03:09:05.400Z")]);
    expect(newsOf(seen, [alert("old", "2026-11-21T01:00:00.000Z")])).toBeNull();
    expect(newsOf(seen, [alert("newer", "2026-11-21T03:10:00.000Z")])?.count).toBe(1);
  });
});
