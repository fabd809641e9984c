import { expect, test } from "vitest";
import { DEFAULT_RULE, SINGLE, strategyOf } from "@/inference/strategies/strategy";
import { type FingerprintOf, windowFingerprint } from "@/inference/windows/fingerprint";

const base: FingerprintOf = { model: "m", revision: "r1", strategy: SINGLE, prompt: "User: hello" };

test("is the same for the same window, whatever the order of its facts", () => {
  expect(windowFingerprint(base)).toMatch(/^[0-9a-f]{64}$/);
  expect(windowFingerprint({ ...base, strategy: { name: "single" } })).toBe(windowFingerprint(base));
  const panel = strategyOf("panel", 3, DEFAULT_RULE);
  const turned = { rule: DEFAULT_RULE, judges: 3, name: "panel" } as const;
  expect(windowFingerprint({ ...base, strategy: turned })).toBe(windowFingerprint({ ...base, strategy: panel }));
});

test("differs with everything that decides the reading", () => {
  const different: FingerprintOf[] = [
    base,
    { ...base, model: "other" },
    { ...base, revision: "r2" },
    { ...base, revision: null },
    { ...base, model: "mr1", revision: "" },
    { ...base, prompt: "User: hello\nUser:" },
    { ...base, strategy: strategyOf("panel") },
    { ...base, strategy: strategyOf("adaptive") },
    { ...base, strategy: strategyOf("panel", 5) },
    { ...base, strategy: strategyOf("panel", 3, "any") },
  ];
  expect(new Set(different.map(windowFingerprint)).size).toBe(different.length);
});
