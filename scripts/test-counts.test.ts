import { describe, expect, it } from "vitest";

type Counts = { passed: number; failed: number; skipped: number };
type CountReport = (report: unknown, ok: boolean) => Counts;
const counts: {
  countVitest: CountReport;
  countPlaywright: CountReport;
  listVitestFailures: (report: unknown) => string[];
  listPlaywrightFailures: (report: unknown) => string[];
  sumCounts: (all: Counts[]) => Counts;
  closingLine: (counts: Counts) => string;
} = await import(new URL("./test-counts.mjs", import.meta.url).href);

const vitest = (numbers: object, testResults: object[] = []) => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
  ...numbers,
});
const playwright = (stats: object, errors: object[] = []) => ({
  stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0, ...stats },
  errors,
});
const unloadable = { status: "failed", assertionResults: [] };
const loaded = { status: "failed", assertionResults: [{ status: "failed" }] };

const VITEST: [title: string, report: unknown, ok: boolean, expected: Counts][] = [
  ["a good run", vitest({}), true, { passed: 5, failed: 0, skipped: 0 }],
  ["failures", vitest({ numFailedTests: 2 }, [loaded]), false, { passed: 5, failed: 2, skipped: 0 }],
  [
    "skipped and unwritten tests",
    vitest({ numPendingTests: 2, numTodoTests: 1 }),
    true,
    { passed: 5, failed: 0, skipped: 3 },
  ],
  ["a file that cannot be loaded", vitest({}, [unloadable]), false, { passed: 5, failed: 1, skipped: 0 }],
  ["an error outside every test", vitest({}), false, { passed: 5, failed: 1, skipped: 0 }],
  ["no report at all", null, true, { passed: 0, failed: 1, skipped: 0 }],
];

const PLAYWRIGHT: typeof VITEST = [
  ["a good run", playwright({ skipped: 1 }), true, { passed: 3, failed: 0, skipped: 1 }],
  ["failures", playwright({ unexpected: 2 }), false, { passed: 3, failed: 2, skipped: 0 }],
  ["a test that passed at the second try", playwright({ flaky: 1 }), true, { passed: 3, failed: 1, skipped: 0 }],
  ["a server that did not start", playwright({ expected: 0 }, [{}]), false, { passed: 0, failed: 1, skipped: 0 }],
  ["an error that ends well all the same", playwright({}, [{}]), true, { passed: 3, failed: 1, skipped: 0 }],
  ["no report at all", null, false, { passed: 0, failed: 1, skipped: 0 }],
];

describe("counting what the runners report", () => {
  it.each(VITEST)("counts Vitest: %s", (_title, report, ok, expected) => {
    expect(counts.countVitest(report, ok)).toEqual(expected);
  });

  it.each(PLAYWRIGHT)("counts Playwright: %s", (_title, report, ok, expected) => {
    expect(counts.countPlaywright(report, ok)).toEqual(expected);
  });

  it("names the failed tests of Vitest again, with file and message", () => {
    const failed = {
      status: "failed",
      fullName: "a rule holds",
      failureMessages: ["\u001b[31mexpected 1\u001b[39m\n\n  to be 2"],
    };
    const testResults = [
      { status: "passed", name: "a.test.ts", assertionResults: [{ status: "passed" }] },
      { status: "failed", name: "b.test.ts", assertionResults: [{ status: "passed" }, failed] },
      { status: "failed", name: "c.test.ts", message: "cannot be loaded", assertionResults: [] },
    ];
    expect(counts.listVitestFailures({ testResults })).toEqual([
      "b.test.ts > a rule holds\n  expected 1\n  to be 2",
      "c.test.ts\n  cannot be loaded",
    ]);
    expect(counts.listVitestFailures(null)).toEqual([]);
  });

  it("names the failed tests of Playwright again, however deep they stand", () => {
    const spec = (title: string, status: string, message: string) => ({
      file: "a.spec.ts",
      line: 7,
      title,
      tests: [{ status, results: [{ errors: [{ message }] }] }],
    });
    const suites = [
      { specs: [spec("passes", "expected", "")], suites: [{ specs: [spec("fails", "unexpected", "no")] }] },
    ];
    expect(counts.listPlaywrightFailures({ suites, errors: [{ message: "no desk" }] })).toEqual([
      "a.spec.ts:7 > fails\n  no",
      "outside every test\n  no desk",
    ]);
    expect(counts.listPlaywrightFailures(null)).toEqual([]);
  });

  it("closes with one line that names skipped tests only when there are any", () => {
    const sum = counts.sumCounts([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 40, failed: 2, skipped: 3 },
    ]);
    expect(counts.closingLine(sum)).toBe("41 passed, 2 failed, 3 skipped");
    expect(counts.closingLine({ ...sum, skipped: 0 })).toBe("41 passed, 2 failed");
  });
});
