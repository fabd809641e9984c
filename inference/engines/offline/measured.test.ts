import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { z } from "zod";
import { severityRank } from "@/inference/risk";
import { MEASURED, type MeasuredSet } from "./measured";
import { builtInRules, readOffline } from "./read-offline";

const SUITES = path.resolve(process.cwd(), "../shared/suites");
const SUITE_FILES = ["core-transparency.json", "expanded-taxonomy.json", "filter-none-suite.json"];
const severity = z.enum(["mild", "moderate", "high", "critical"]);
type Case = {
  texts: { role: "user" | "assistant" | "agent"; text: string }[];
  severity: z.infer<typeof severity> | null;
};

const message = z.object({ role: z.enum(["user", "assistant", "agent"]), text: z.string() });
const lineSchema = z.object({
  id: z.string(),
  text: z.string().optional(),
  messages: z.array(message).optional(),
  expected: z.object({ outcome: z.enum(["risk", "none"]), risks: z.array(z.object({ severity })).optional() }),
});
const suiteSchema = z.object({
  cases: z.array(
    z.object({
      conversation: z.array(z.object({ role: z.enum(["user", "assistant"]), content: z.string() })),
      expected_overall_severity: z.union([severity, z.literal("none")]),
      acceptable_severities: z.array(z.string()).optional(),
    }),
  ),
});

function readCases(file: string): Case[] {
  const text = readFileSync(path.join(import.meta.dirname, "evaluation", `${file}.jsonl`), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .map(({ text: said = "", messages, expected }) => ({
      texts: messages ?? [{ role: "user", text: said }],
      severity: expected.risks?.[0]?.severity ?? null,
    }));
}

// The vendor's suites have no licence and are not part of the project: they are read where a checkout has them beside it.
function readSuites(): Case[] {
  return SUITE_FILES.flatMap(
    (file) => suiteSchema.parse(JSON.parse(readFileSync(path.join(SUITES, file), "utf8"))).cases,
  )
    .filter(({ acceptable_severities: accepted }) => accepted?.includes("none") !== true)
    .map(({ conversation, expected_overall_severity: expected }) => ({
      texts: conversation.map(({ role, content }) => ({ role, text: content })),
      severity: expected === "none" ? null : expected,
    }));
}

const flags = ({ texts }: Case) => readOffline(texts).outcome === "risk";

function countsOf(cases: readonly Case[]) {
  const count = (risk: boolean, flagged: boolean) =>
    cases.filter((each) => (each.severity !== null) === risk && flags(each) === flagged).length;
  return { tp: count(true, true), fn: count(true, false), tn: count(false, false), fp: count(false, true) };
}

/** Share of the risks found whose severity is at most one step from the label. */
function nearSeverity(cases: readonly Case[]): number {
  const steps = cases.flatMap(({ texts, severity: expected }) => {
    const worst = readOffline(texts).risks.map((risk) => severityRank(risk.severity));
    return expected === null || worst.length === 0 ? [] : [Math.abs(Math.max(...worst) - severityRank(expected))];
  });
  return steps.filter((step) => step <= 1).length / steps.length;
}

const measured = (name: MeasuredSet["name"]) => {
  const { tp, fn, tn, fp } = MEASURED.sets.find((set) => set.name === name) ?? { tp: -1, fn: -1, tn: -1, fp: -1 };
  return { tp, fn, tn, fp };
};

describe("the figures on the model page", { timeout: 60_000 }, () => {
  it("belong to the rules as they are: measure again after a change", () => {
    expect(MEASURED.rules).toBe(builtInRules.name);
  });

  test.each(["hold-out", "development"] as const)("are what the rules do on the %s set", (name) => {
    expect(countsOf(readCases(name))).toEqual(measured(name));
  });

  test.skipIf(!existsSync(SUITES))(`are what the rules do on the public suites (skipped without ${SUITES})`, () => {
    const cases = readSuites();
    const { tp, fn, tn, fp } = countsOf(cases);
    expect({ tp, fn, tn, fp }).toEqual(measured("public suites"));
    expect(tp / (tp + fn)).toBeGreaterThanOrEqual(0.85);
    expect(tn / (tn + fp)).toBeGreaterThanOrEqual(0.95);
    expect(nearSeverity(cases)).toBeGreaterThanOrEqual(0.95);
  });

  it("name a severity at most one step from the label for nearly all that is found", () => {
    expect(nearSeverity(readCases("development"))).toBeGreaterThanOrEqual(0.95);
  });
});

describe("the labelled sets", () => {
  it("hold at least 300 conversations of which none is in both", () => {
    const [development, holdOut] = [readCases("development"), readCases("hold-out")];
    const words = (each: Case) => JSON.stringify(each.texts);
    const known = new Set(development.map(words));
    expect(development.length + holdOut.length).toBeGreaterThan(300);
    expect(known.size).toBe(development.length);
    expect(holdOut.filter((each) => known.has(words(each)))).toEqual([]);
  });
});
