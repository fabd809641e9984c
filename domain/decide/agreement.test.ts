import { expect, it } from "vitest";
import { type Concluded, compareConclusions } from "@/domain/decide/agreement";
import type { StatedRisk } from "@/domain/decide/complete-findings";

const suicide: StatedRisk = { subject: "self", type: "suicide", severity: "high", imminence: "urgent" };
const abuse: StatedRisk = { subject: "other", type: "abuse", severity: "mild", imminence: null };
const risks = (...stated: StatedRisk[]): Concluded => ({ verdict: stated.length > 0 ? "risk" : "none", risks: stated });
const same = { severity: false, imminence: false };

it.each<[string, Concluded, Concluded, boolean, object]>([
  ["nothing and nothing", risks(), risks(), true, same],
  ["the same risk", risks(suicide), risks(suicide), true, same],
  ["the same two in another order", risks(suicide, abuse), risks(abuse, suicide), true, same],
  ["a risk and nothing", risks(suicide), risks(), false, same],
  ["nothing and a risk", risks(), risks(suicide), false, same],
  ["one of two", risks(suicide, abuse), risks(suicide), false, same],
  ["another type", risks(suicide), risks({ ...suicide, type: "self_harm" }), false, same],
  ["another person at risk", risks(suicide), risks({ ...suicide, subject: "other" }), false, same],
  ["another severity", risks(suicide), risks({ ...suicide, severity: "mild" }), true, { ...same, severity: true }],
  ["another imminence", risks(suicide), risks({ ...suicide, imminence: null }), true, { ...same, imminence: true }],
  [
    "another severity of one, and one more",
    risks(suicide),
    risks({ ...suicide, severity: "mild" }, abuse),
    false,
    { ...same, severity: true },
  ],
])("compares %s", (_, one, other, agreed, noted) => {
  expect(compareConclusions(one, other)).toEqual({ agreed, noted });
  expect(compareConclusions(other, one)).toEqual({ agreed, noted });
});
