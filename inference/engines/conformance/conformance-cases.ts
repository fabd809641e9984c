import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { it } from "vitest";

/** What became of one case: it ran, or what it needs was not there to be had. */
type CaseState = "passed" | "failed" | `not run: ${string}`;

/** What a case needs and this component lacks, in a few words, or null; a function where only a look at it tells. */
export type Missing = string | null | (() => string | null);

/**
 * Registers the cases of one component as tests, and keeps what became of them for the table of what was shown against
 * what. `write` puts it, as JSON, into the folder that VIGIL_TEST_CONFORMANCE names; without that variable nowhere.
 */
export function conformanceCases(subject: string, component: string) {
  const cases: Record<string, CaseState> = {};
  return {
    test(title: string, missing: Missing, run: () => Promise<void>): void {
      cases[title] = typeof missing === "string" ? `not run: ${missing}` : "failed";
      if (typeof missing === "string") return;
      it(title, async (context) => {
        const lacks = missing?.() ?? null;
        if (lacks !== null) cases[title] = `not run: ${lacks}`;
        context.skip(lacks !== null, lacks ?? "");
        await run();
        cases[title] = "passed";
      });
    },
    write(): void {
      const folder = process.env.VIGIL_TEST_CONFORMANCE;
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      const file = `${subject} ${component}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
      writeFileSync(path.join(folder, `${file}.json`), JSON.stringify({ subject, component, cases }));
    },
  };
}
