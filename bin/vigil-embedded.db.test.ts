import { expect, test } from "vitest";
import { runVigil } from "@/bin/testing/run-vigil";
import { findRunning } from "@/lib/postgres/embedded";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

test("works while Vigil is not running: the database is made, kept, and stopped again", async () => {
  const DATA_DIR = makeThrowawayDir(`vigil-test-${process.pid}-`);
  try {
    const made = await runVigil(["key", "create", "--name", "Night chat", "--json"], { DATA_DIR });
    expect(made.code, made.stderr).toBe(0);
    const { sourceId } = JSON.parse(made.stdout);
    expect(await findRunning(DATA_DIR)).toBeNull();
    const listed = await runVigil(["source", "list", "--json"], { DATA_DIR });
    expect(JSON.parse(listed.stdout)).toMatchObject([{ id: sourceId, name: "Night chat" }]);
  } finally {
    await removeThrowaway(DATA_DIR);
  }
}, 180_000);
