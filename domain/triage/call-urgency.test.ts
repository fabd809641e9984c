import { describe, expect, it } from "vitest";
import { callUrgency } from "@/domain/triage/call-urgency";
import type { Imminence, Severity } from "@/inference/risk";

const clear = { risks: [] };
const risk = (severity: Severity, imminence: Imminence) => ({ risks: [{ severity, imminence }] });

describe("the urgency of calls", () => {
  it.each([
    ["what the rules put into tier 0 goes first, whatever the source", risk("critical", "urgent"), "bulk", "emergency"],
    ["an emergency too", risk("moderate", "emergency"), "normal", "emergency"],
    ["tier 1 is urgent", risk("high", "chronic"), "bulk", "urgent"],
    ["so is an urgent source", clear, "urgent", "urgent"],
    ["a moderate risk changes nothing", risk("moderate", "acute"), "normal", "normal"],
    ["bulk goes last", clear, "bulk", "bulk"],
  ] as const)("%s", (_, rules, source, urgency) => {
    expect(callUrgency(rules, source)).toBe(urgency);
  });
});
