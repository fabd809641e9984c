import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { runCommandLine } from "@/bin/commands/run-command-line";
import { type ModelServer, startModelServer } from "@/inference/testing/model-server/start-model-server";

/** How long what must happen may take on a machine that is busy with other things. */
const SLOW = { timeout: 15_000 };

let server: ModelServer;
let folder: string;
let file: string;

// Loading the command, and with it the tokenizer, takes a while on a busy machine, once.
beforeAll(async () => {
  server = await startModelServer();
  folder = await mkdtemp(path.join(tmpdir(), "vigil-evaluate-"));
  file = path.join(folder, "labels.jsonl");
  vi.stubEnv("INFERENCE_URL", server.url);
  await evaluate([none("first", "the weather is fine")], "--json");
  vi.unstubAllEnvs();
}, 60_000);

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  vi.stubEnv("INFERENCE_URL", server.url);
  vi.stubEnv("DATA_DIR", folder);
  return () => vi.unstubAllEnvs();
});

async function evaluate(labels: readonly object[], ...args: string[]) {
  await writeFile(file, labels.map((label) => JSON.stringify(label)).join("\n"));
  const said = { stdout: "", stderr: "" };
  const into = (name: "stdout" | "stderr") =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said[name] += chunk.toString("utf8");
        done();
      },
    });
  const code = await runCommandLine(["evaluate", file, ...args], { stdout: into("stdout"), stderr: into("stderr") });
  return { code, ...said };
}

const risk = (id: string, text: string, ...risks: object[]) => ({ id, text, expected: { outcome: "risk", risks } });
const none = (id: string, text: string) => ({ id, text, expected: { outcome: "none" } });

describe("evaluate against a model server", () => {
  // A greedy judge flags from 0.5 on; of many that sample, any one is enough for the rule.
  const labels = [
    risk("plain", "I want to die", { type: "suicide", severity: "high" }),
    risk("rarely seen", "words [[flag 0.45]] [[type abuse]] [[severity mild]]", {
      type: "abuse",
      severity: "critical",
    }),
    none("harmless", "the weather is fine"),
    none("also harmless", "see you tomorrow"),
  ];

  test("sets one strategy against another: a row for each, and who was right where they differ", async () => {
    const options = ["--compare", "panel", "--judges", "9", "--rule", "any", "--json"];
    const { code, stdout, stderr } = await evaluate(labels, ...options);
    expect(code, stderr).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      ...{ cases: 4, tp: 1, fn: 1, tn: 2, fp: 0, unscored: 0, recall: 0.5, specificity: 1 },
      intervals: { recall: { value: 0.5, n: 2 }, specificity: { value: 1, n: 2 } },
      severity: { cases: 2, right: 1, tooMild: 1, matrix: { critical: { none: 1 }, high: { high: 1 } } },
      strategies: [
        { strategy: "single", judges: 1, rule: null, recall: 0.5, callsPerCase: 1, calls: 4 },
        { strategy: "panel", judges: 9, rule: "any", recall: 1, specificity: 1, callsPerCase: 9, calls: 36 },
      ],
      comparisons: [
        { first: "single", second: "panel", accuracy: { cases: 4, both: 3, onlyFirst: 0, onlySecond: 1, p: 1 } },
      ],
      misses: [{ id: "rarely seen", expected: "risk", got: "none" }],
    });
    expect(result.cost.promptTokens).toBeGreaterThan(0);
    expect(result.cost.completionTokens).toBeGreaterThan(0);
    expect(result.cost.p95Ms).toBeGreaterThanOrEqual(result.cost.p50Ms);
  });

  test("prints the same for people, with intervals, types, severities, the test and the misses", async () => {
    const { code, stdout } = await evaluate(labels, "--compare", "cascade");
    expect(code).toBe(0);
    for (const line of [
      /^recall +50\.0 % \(9\.5 % to 90\.5 %, n 2\)$/m,
      /^suicide +4 +1 +0 +0 +100\.0 %/m,
      /^critical +1 +0 +0 +0 +0$/m,
      /^strategy +recall +specificity +accuracy/m,
      /^cascade \(3, majority\) /m,
      /^single against cascade \(McNemar, exact, two-sided\)$/m,
      /only the first right 0, only the second right [01]; p 1\.00/,
      /rarely seen: expected critical, got none$/m,
    ]) {
      expect(stdout).toMatch(line);
    }
  });

  test("leaves what was not read out of every figure and every comparison, and ends with 1", async () => {
    const given = [...labels.slice(2), risk("cut", "words [[cut]]", { type: "abuse" })];
    const { code, stdout, stderr } = await evaluate(given, "--compare", "adaptive", "--json");
    expect(code).toBe(1);
    expect(stderr).toContain("2 readings gave no score");
    expect(JSON.parse(stdout)).toMatchObject({
      unscored: 1,
      recall: null,
      comparisons: [{ accuracy: { cases: 2, both: 2 }, recall: { cases: 0, p: 1 } }],
    });
  });

  test("stops at Ctrl-C without a figure", async () => {
    server.answerAfter(5_000);
    const before = process.listeners("SIGINT");
    const running = evaluate(labels, "--json");
    const caught = running.catch((error: unknown) => error);
    await vi.waitFor(() => expect(server.log.counts.received).toBeGreaterThan(0), SLOW);
    await vi.waitFor(() => expect(process.listenerCount("SIGINT")).toBeGreaterThan(before.length), SLOW);
    // The command's own listener alone: this process belongs to the test runner, and other files' libraries listen too.
    for (const listener of process.listeners("SIGINT").filter((each) => !before.includes(each))) listener("SIGINT");
    expect(await caught).toMatchObject({ message: expect.stringContaining("stopped before all cases"), exitCode: 1 });
    server.answerAfter(0);
  });
});

describe("evaluate with the offline rules", () => {
  test("says that strategies make no difference there", async () => {
    const { code, stdout, stderr } = await evaluate(
      [none("a", "the weather is fine")],
      ...["--engine", "offline", "--compare", "panel", "--json"],
    );
    expect(code).toBe(0);
    expect(stderr).toContain("every strategy gives the answer of a single reading");
    expect(JSON.parse(stdout)).toMatchObject({ engine: "offline", comparisons: [{ accuracy: { p: 1 } }] });
  });
});
