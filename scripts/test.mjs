// `npm test`: installs what is missing, runs every stage, and closes with one line. `npm test -- unit [ARGUMENT…]` runs
// one stage, `npm test -- checks` the quick ones. Runs on the host's own Node until the packages are there.
import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureInstalled } from "./install.mjs";
import { endCommands } from "./run-command.mjs";
import { closingLine, countCheck, sumCounts } from "./test-counts.mjs";

const ROOT = path.resolve(fileURLToPath(new URL("..", import.meta.url)));

const results = [];
let interrupted = false;

/** Runs one stage; one that falls over is a failure and never ends the others. */
async function runStage(name, run) {
  const started = performance.now();
  let outcome;
  try {
    outcome = await run();
  } catch (error) {
    outcome = { ...countCheck(false), says: error instanceof Error ? error.message : String(error) };
  }
  const { says = "", ...counts } = outcome;
  const minutes = (performance.now() - started) / 60_000;
  results.push({ name, minutes, ...counts });
  if (counts.failed > 0) console.log(`\n${name}: FAILED\n${says}\n`);
  else console.log(`${name}: ${closingLine(counts)} in ${minutes.toFixed(1)} min`);
  return counts.failed === 0;
}

/** Runs tasks with as many at a time as there are cores. */
async function runTogether(tasks) {
  const waiting = [...tasks];
  const worker = async () => {
    for (let task = waiting.shift(); task !== undefined && !interrupted; task = waiting.shift()) await task();
  };
  await Promise.all(Array.from({ length: Math.min(tasks.length, availableParallelism()) }, worker));
}

/** The stages asked for, with what they need; the words after them go to the last one's runner. */
function chooseStages(stages, words) {
  const known = words.flatMap((word) =>
    word === "checks" ? stages.filter((stage) => stage.together) : stages.filter(({ name }) => name === word),
  );
  const rest = words.findIndex((word) => word !== "checks" && !stages.some(({ name }) => name === word));
  const args = rest === -1 ? [] : words.slice(rest);
  const last = stages.find(({ name }) => name === words[rest - 1]);
  if (args.length > 0 && !last?.takesArguments) {
    throw new Error(`"${args[0]}" is no stage. There are: checks, ${stages.map(({ name }) => name).join(", ")}.`);
  }
  if (words.length === 0) return { chosen: stages, args: [] };
  const chosen = stages.filter((stage) => known.includes(stage) || known.some(({ needs }) => needs === stage.name));
  return { chosen, args };
}

async function runStages({ chosen, args }) {
  const passed = new Set();
  const start = async (stage) => {
    if (await runStage(stage.name, () => stage.run({ root: ROOT, args: stage.takesArguments ? args : [] })))
      passed.add(stage.name);
  };
  await runTogether(chosen.filter((stage) => stage.together).map((stage) => () => start(stage)));
  for (const stage of chosen.filter(({ together }) => !together)) {
    if (interrupted) return;
    console.log(`\n${stage.name} …`);
    if (stage.needs === undefined || passed.has(stage.needs)) await start(stage);
    else
      await runStage(stage.name, () => ({
        ...countCheck(false),
        says: `${stage.needs} failed, so this could not run`,
      }));
  }
}

/** Repeats at the end what failed: what was printed then lies thousands of lines above, or was cut off by a CI. */
function printFailures() {
  for (const { name, failures = [] } of results) {
    for (const failure of failures) console.log(`\n${name}: ${failure}`);
  }
}

function printTable() {
  console.log("\nkind          passed   failed  skipped  minutes");
  for (const { name, passed, failed, skipped, minutes } of results) {
    const cells = [passed, failed, skipped, minutes.toFixed(1)].map((cell) => String(cell).padStart(9)).join("");
    console.log(`${name.padEnd(11)}${cells}`);
  }
}

async function main() {
  const isReady = await runStage("install", async () => {
    await ensureInstalled({ root: ROOT });
    return { passed: 0, failed: 0, skipped: 0 };
  });
  if (!isReady) return;
  // Imported only now: the stages stand on packages.
  const { STAGES } = await import("./test-stages.mjs");
  await runStages(chooseStages(STAGES, process.argv.slice(2)));
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (!interrupted) results.push({ name: "interrupted", minutes: 0, ...countCheck(false) });
    interrupted = true;
    endCommands();
  });
}

await main().catch((error) => {
  results.push({ name: "wrong use", minutes: 0, ...countCheck(false) });
  console.log(error.message);
});
const total = sumCounts(results);
printTable();
printFailures();
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
