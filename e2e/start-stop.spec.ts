import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { familyOf } from "@/e2e/desk/processes";
import { processesOf, spawnDesk, startDesk, stopDesk } from "@/e2e/desk/start-desk";
import { freePort } from "@/e2e/desk/test-desk";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const state = { dataDir: "" };

test.beforeEach(() => {
  state.dataDir = makeThrowawayDir("vigil-e2e-");
});

test.afterEach(async () => {
  await removeThrowaway(state.dataDir);
});

test("A port that is taken ends the start with one plain line", async () => {
  const port = await freePort();
  const other = createServer((_, response) => response.end("something else"));
  await new Promise<void>((resolve) => other.listen(port, resolve));
  try {
    const { output, exited, child } = spawnDesk({ dataDir: state.dataDir, port, inferenceUrl: null });
    expect(await exited).not.toBe(0);
    expect(child.signalCode).toBeNull();
    const complaints = output()
      .split("\n")
      .filter((line) => line.startsWith("vigil:"));
    expect(complaints).toEqual([
      `vigil: port ${port} is taken by another program; set PORT, for example PORT=${port + 1} npm start`,
    ]);
    expect(output()).not.toMatch(/^\s+at /m);
  } finally {
    await new Promise((resolve) => other.close(resolve));
  }
});

test("Ctrl-C leaves no process behind, and the next start finds everything and makes nothing anew", async () => {
  const options = { dataDir: state.dataDir, port: await freePort(), inferenceUrl: null };
  const first = await startDesk(options);
  expect(processesOf(first).length).toBeGreaterThanOrEqual(4);
  const stopped = await stopDesk(first, "SIGINT");
  expect(stopped).toEqual({ code: 0, left: [] });
  expect(first.output()).toContain("Stopped");

  const startedAt = performance.now();
  const again = startDesk(options);
  const readyAfterMs = await readyTime(options.port, startedAt);
  const second = await again;
  test.info().annotations.push({ type: "second start to /readyz 200", description: `${Math.round(readyAfterMs)} ms` });
  process.stdout.write(`second start: /readyz answered 200 after ${Math.round(readyAfterMs)} ms\n`);
  // What makes a start slow is done once. How long one took is printed; on a busy machine it says nothing.
  expect(first.output()).toMatch(/Database brought up to date/);
  expect(second.output()).not.toMatch(/Database brought up to date|Building/);
  expect(await stopDesk(second)).toEqual({ code: 0, left: [] });
});

test("A second start on the same data folder is refused, and the first goes on", async () => {
  const options = { dataDir: state.dataDir, port: await freePort(), inferenceUrl: null };
  const first = await startDesk(options);
  const second = spawnDesk({ ...options, port: await freePort() });
  expect(await second.exited).not.toBe(0);
  expect(second.output()).toContain("Vigil already runs with the data folder");
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  expect((await stopDesk(first)).left).toEqual([]);
  expect(familyOf(first.child.pid ?? 0)).toEqual([]);
});

/** Milliseconds from `startedAt` to the first 200 of /readyz. */
async function readyTime(port: number, startedAt: number): Promise<number> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.status === 200) return performance.now() - startedAt;
    if (performance.now() - startedAt > 30_000) throw new Error("the desk never became ready");
    await sleep(20);
  }
}
