import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withClient } from "@/lib/postgres/connect";
import { findRunning, startPostgres, stopPostgres } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";
import { withDatabase } from "@/lib/postgres/with-database";

let dataDir = "";
beforeEach(() => {
  dataDir = makeThrowawayDir("vigil-embedded-");
});
afterEach(() => removeThrowaway(dataDir));

it("keeps what was committed when the server is killed, and starts again on the same port", async () => {
  const first = await startPostgres({ dataDir });
  await withClient(first.url, (client) => client.query("CREATE TABLE kept AS SELECT 42 AS answer"));
  process.kill(first.pid, "SIGKILL");
  const second = await startPostgres({ dataDir, port: first.port });
  expect(second.pid).not.toBe(first.pid);
  const found = await withClient(first.url, (client) => client.query("SELECT answer FROM kept"));
  expect(found.rows).toEqual([{ answer: 42 }]);
});

it("adopts the server that runs, and finds none once it is stopped", async () => {
  const first = await startPostgres({ dataDir });
  expect((await startPostgres({ dataDir })).pid).toBe(first.pid);
  expect((await findRunning(dataDir))?.url).toBe(first.url);
  await stopPostgres(dataDir);
  expect(await findRunning(dataDir)).toBeNull();
});

it("lets the application in without a superuser's rights", async () => {
  const { url } = await startPostgres({ dataDir });
  await withClient(url, async (client) => {
    const found = await client.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
    expect(found.rows).toEqual([{ rolsuper: false }]);
  });
});

it("keeps values of failed statements out of the log file", async () => {
  const { url } = await startPostgres({ dataDir });
  await withClient(url, async (client) => {
    await expect(client.query("SELECT 'private words'::int")).rejects.toThrow("private words");
  });
  expect(readFileSync(path.join(dataDir, "postgres.log"), "utf8")).not.toContain("private words");
});

it("refuses a folder of a newer PostgreSQL in plain words", async () => {
  await startPostgres({ dataDir });
  await stopPostgres(dataDir);
  writeFileSync(path.join(dataDir, "postgres", "PG_VERSION"), "99\n");
  await expect(startPostgres({ dataDir })).rejects.toThrow("newer than the 18 of this Vigil");
});

it("starts a server for one command and leaves it to a second that still uses it", async () => {
  const place = { dataDir, databaseUrl: null };
  const gate = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const slow = withDatabase(place, async () => {
    started.resolve();
    await gate.promise;
  });
  await started.promise;
  await withDatabase(place, async () => undefined);
  expect(await findRunning(dataDir)).not.toBeNull();
  gate.resolve();
  await slow;
  expect(await findRunning(dataDir)).toBeNull();
});
