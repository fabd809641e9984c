import { describe, expect, it } from "vitest";
import { offlineEngine } from "@/inference/engines/offline-engine";

describe("the offline engine", () => {
  it("marks every reading provisional and keeps its scores where a raw output would stand", async () => {
    const result = await offlineEngine.read([
      { role: "user", text: "I want to end it all tonight, the violence has to stop" },
    ]);
    expect(result).toMatchObject({ provisional: true, engine: "offline", reading: { outcome: "risk" } });
    expect(JSON.parse(result.calls[0]?.raw ?? "")).toMatchObject({
      scores: { classifier: 0.8, rule: expect.any(Number) },
    });
  });

  it("reads a benign text as clear", async () => {
    const result = await offlineEngine.read([{ role: "user", text: "See you at the park on Sunday." }]);
    expect(result.reading.outcome).toBe("none");
    expect(JSON.parse(result.calls[0]?.raw ?? "")).toMatchObject({ scores: { rule: 1, classifier: 1, fused: 1 } });
  });
});
