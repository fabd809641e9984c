import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureChromium } from "./find-chromium.mjs";
import { runCommand } from "./run-command.mjs";
import {
  countCheck,
  countPlaywright,
  countVitest,
  describeFailure,
  listPlaywrightFailures,
  listVitestFailures,
} from "./test-counts.mjs";

/** The operator's own settings: no test may reach an operator's database, data or model. */
const OPERATOR_SETTING = /^(?:DATABASE_URL|DATA_DIR|PORT|NODE_ENV|INFERENCE_.*|VIGIL_(?!TEST_).*)$/;

function environment(root, extra = {}) {
  const own = Object.entries(process.env).filter(([name]) => !OPERATOR_SETTING.test(name));
  const PATH = [path.join(root, "node_modules/.bin"), process.env.PATH].join(path.delimiter);
  return { CI: "true", NEXT_TELEMETRY_DISABLED: "1", ...Object.fromEntries(own), PATH, ...extra };
}

/** Runs an npm script as one test; its output is shown only when it fails. */
const check =
  (script) =>
  async ({ root }) => {
    const options = { cwd: root, env: environment(root), minutes: 10, show: false };
    const { ok, output, reason } = await runCommand(["npm", "run", "--silent", script], options);
    return ok ? countCheck(true) : { ...countCheck(false), says: `${output.trim()}\nnpm run ${script}: ${reason}` };
  };

/** Runs a test runner that writes a JSON report; `prepare` gives its command and what to add to the environment. */
const suite =
  (minutes, count, listFailures, prepare) =>
  async ({ root, args }) => {
    const folder = mkdtempSync(path.join(tmpdir(), "vigil-test-"));
    try {
      const file = path.join(folder, "report.json");
      const { command, extra } = await prepare(file);
      const options = { cwd: root, env: environment(root, extra), minutes, show: true };
      const { ok, reason } = await runCommand([...command, ...args], options);
      const report = readReport(file);
      const unhandled = (readReport(unhandledFile(file)) ?? []).map((error) =>
        describeFailure("outside every test", error),
      );
      return { ...count(report, ok), says: reason, failures: [...listFailures(report), ...unhandled] };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

const unhandledFile = (file) => `${file}.unhandled.json`;

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The runner fell over before it could write one; the counts treat that as a failure.
    return null;
  }
}

const vitest = (project) => (file) => ({
  command: ["vitest", "run", "--project", project],
  extra: { TEST_REPORT_FILE: file, TEST_UNHANDLED_FILE: unhandledFile(file) },
});

const playwright = async (file) => ({
  command: ["playwright", "test", "--reporter=list,json"],
  extra: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, CHROMIUM_PATH: await ensureChromium() },
});

/**
 * The stages of `npm test`, in order. `together`: nothing else depends on them, so they share the cores. `needs`: run
 * and passed first. `takesArguments`: passes on what follows its name on the command line.
 */
export const STAGES = [
  { name: "format", together: true, run: check("check:format") },
  { name: "types", together: true, run: check("check:types") },
  { name: "structure", together: true, run: check("check:structure") },
  { name: "arrows", together: true, run: check("check:arrows") },
  { name: "dead", together: true, run: check("check:dead") },
  { name: "docs", together: true, run: check("check:docs") },
  { name: "words", together: true, run: check("check:words") },
  { name: "unit", takesArguments: true, run: suite(10, countVitest, listVitestFailures, vitest("unit")) },
  { name: "integration", takesArguments: true, run: suite(20, countVitest, listVitestFailures, vitest("db")) },
  { name: "build", run: check("build") },
  {
    name: "e2e",
    needs: "build",
    takesArguments: true,
    run: suite(30, countPlaywright, listPlaywrightFailures, playwright),
  },
];
