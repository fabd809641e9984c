import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readOffline } from "./read-offline";

const FOLDER = path.resolve(process.cwd(), "../shared/suites");
const FILES = ["core-transparency.json", "expanded-taxonomy.json", "filter-none-suite.json"];
const suiteSchema = z.object({
  cases: z.array(
    z.object({
      case_id: z.string(),
      conversation: z.array(z.object({ role: z.enum(["user", "assistant"]), content: z.string() })),
      expected_overall_severity: z.string(),
      acceptable_severities: z.array(z.string()).optional(),
    }),
  ),
});

// The vendor's suites have no licence and are not part of the project: they are read where a checkout has them beside it.
describe.skipIf(!existsSync(FOLDER))(`the vendor's public suites (skipped where ${FOLDER} is absent)`, () => {
  it("are read with a recall of at least 0.85 and a specificity of at least 0.95", () => {
    const cases = FILES.flatMap(
      (file) => suiteSchema.parse(JSON.parse(readFileSync(path.join(FOLDER, file), "utf8"))).cases,
    );
    const counts = { tp: 0, fn: 0, tn: 0, fp: 0 };
    for (const { conversation, expected_overall_severity: expected, acceptable_severities: acceptable } of cases) {
      if (expected !== "none" && acceptable?.includes("none")) continue;
      const flagged =
        readOffline(conversation.map(({ role, content }) => ({ role, text: content }))).outcome === "risk";
      if (expected === "none") counts[flagged ? "fp" : "tn"] += 1;
      else counts[flagged ? "tp" : "fn"] += 1;
    }
    expect(counts.tp + counts.fn).toBeGreaterThan(30);
    expect(counts.tp / (counts.tp + counts.fn)).toBeGreaterThanOrEqual(0.85);
    expect(counts.tn / (counts.tn + counts.fp)).toBeGreaterThanOrEqual(0.95);
  });
});
