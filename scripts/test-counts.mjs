import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** A run that ended badly failed at least once, whatever its report says. */
function honest(counts, ok) {
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/**
 * Counts a Vitest JSON report. A file that could not be loaded has no tests to count, and is one failure.
 *
 * @param {any} report null when there is none, which is a failure
 * @param {boolean} ok whether Vitest ended well
 * @returns {Counts}
 */
export function countVitest(report, ok) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const unloadable = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return honest(counts, ok);
}

/**
 * Counts a Playwright JSON report. A test that passed only when tried again counts as failed: nobody can rely on it.
 *
 * @param {any} report null when there is none, which is a failure
 * @param {boolean} ok whether Playwright ended well
 * @returns {Counts}
 */
export function countPlaywright(report, ok) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest({ passed: expected, failed: unexpected + flaky, skipped }, ok && report.errors.length === 0);
}

/**
 * Says of one failed test where it stands and how its message begins.
 *
 * @param {string} place
 * @param {string} [message] may hold a terminal's colours, which are left out
 * @returns {string} a line for the place, and up to six of the message
 */
export function describeFailure(place, message = "") {
  const lines = stripVTControlCharacters(message).split("\n");
  const said = lines.filter((line) => line.trim() !== "").slice(0, 6);
  return [place, ...said.map((line) => `  ${line.trim().slice(0, 200)}`)].join("\n");
}

/**
 * The failed tests of a Vitest JSON report, each with its file and the beginning of its message, so that they can stand
 * once more at the end of a long run.
 *
 * @param {any} report null when there is none
 * @returns {string[]}
 */
export function listVitestFailures(report) {
  return (report?.testResults ?? [])
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === "failed");
      if (failed.length === 0) return [describeFailure(name, message)];
      return failed.map((test) => describeFailure(`${name} > ${test.fullName}`, test.failureMessages?.[0]));
    });
}

/**
 * The failed tests of a Playwright JSON report, as `listVitestFailures` gives them; one that passed when tried again too.
 *
 * @param {any} report null when there is none
 * @returns {string[]}
 */
export function listPlaywrightFailures(report) {
  const inSuite = ({ suites = [], specs = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === "unexpected" || status === "flaky"))
      .map(({ file, line, title, tests }) => {
        const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors ?? []));
        return describeFailure(`${file}:${line} > ${title}`, errors[0]?.message);
      }),
    ...suites.flatMap(inSuite),
  ];
  const outside = (report?.errors ?? []).map(({ message }) => describeFailure("outside every test", message));
  return [...(report?.suites ?? []).flatMap(inSuite), ...outside];
}

/** @param {boolean} ok @returns {Counts} a check is one test */
export function countCheck(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** @param {Counts[]} all @returns {Counts} */
export function sumCounts(all) {
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** @param {Counts} counts @returns {string} the line that closes `npm test` */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
