import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isAlive, waitForExit } from "@/lib/process/liveness";
import { type SupervisedProgram, supervise } from "@/lib/process/supervise";

let folder = "";
let program: SupervisedProgram | null = null;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vigil-supervise-"));
});
afterEach(() => {
  program?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const says = vi.fn();

function run(script: string): void {
  const code = `require("fs").appendFileSync("pids", process.pid + "\\n"); ${script}`;
  const env = { ...process.env };
  program = supervise({ name: "web", command: process.execPath, args: ["-e", code], cwd: folder, env }, says);
}

async function pids(count: number): Promise<number[]> {
  return vi.waitFor(
    () => {
      const found = readFileSync(path.join(folder, "pids"), "utf8").trim().split("\n").map(Number);
      expect(found.length).toBeGreaterThanOrEqual(count);
      return found;
    },
    { timeout: 8000 },
  );
}

it("starts a killed program again and says so", async () => {
  run("setInterval(() => {}, 1000)");
  const [first = 0] = await pids(1);
  process.kill(first, "SIGKILL");
  const [, second = 0] = await pids(2);
  expect(isAlive(second)).toBe(true);
  expect(says).toHaveBeenCalledWith("web ended unexpectedly (SIGKILL); starting it again in 0.25 s");
});

it("ends by force a program that ignores the request, and does not start it again", async () => {
  run('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)');
  const [first = 0] = await pids(1);
  await sleep(50);
  await program?.stop(200);
  expect(await waitForExit(first, 1000)).toBe(true);
  await sleep(500);
  expect(await pids(1)).toEqual([first]);
});
