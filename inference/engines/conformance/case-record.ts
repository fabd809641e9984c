import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What became of one case: it ran, or what it needs was not there to be had. */
export type CaseState = "passed" | "failed" | `not run: ${string}`;

/** The cases of one component, for the table of what was shown against what. */
export type ConformanceRecord = { subject: string; component: string; cases: Record<string, CaseState> };

/**
 * Keeps what became of the cases of one component and writes it, as JSON, into the folder that
 * VIGIL_TEST_CONFORMANCE names; without that variable it writes nothing.
 */
export function createCaseRecord(subject: string, component: string) {
  const record: ConformanceRecord = { subject, component, cases: {} };
  return {
    note(name: string, state: CaseState): void {
      record.cases[name] = state;
    },
    write(): void {
      const folder = process.env.VIGIL_TEST_CONFORMANCE;
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      const file = `${subject} ${component}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
      writeFileSync(path.join(folder, `${file}.json`), `${JSON.stringify(record, null, 2)}\n`);
    },
  };
}
