import { appendFile, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openOutbox } from "@/bin/discord-gateway/outbox";
import type { Outgoing } from "@/bin/discord-gateway/outgoing";

const key = new Uint8Array(32).fill(3);
const item = (id: number, size = 10): Outgoing => ({ id: `new_${id}`, lane: "101", body: "x".repeat(size) });
const items = (from: number, to: number, size = 10) =>
  Array.from({ length: to - from }, (_, index) => item(from + index, size));
const ids = (entries: { outgoing: Outgoing }[]) => entries.map(({ outgoing }) => Number(outgoing.id.slice(4)));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "vigil-outbox-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const logs = async () => (await readdir(folder)).filter((name) => name.endsWith(".log"));

/** Reads all that waits, without waiting for more. */
async function waiting(count: number) {
  const outbox = await openOutbox(folder, key);
  const found: number[] = [];
  while (found.length < count) found.push(...ids(await outbox.next(7)));
  const more = outbox.next(1);
  await outbox.close();
  return [...found, ...ids(await more)];
}

describe("the outbox", () => {
  test("hands out what was appended, each once and in order, and waits for more", async () => {
    const outbox = await openOutbox(folder, key);
    await outbox.append(items(0, 5));
    expect(ids(await outbox.next(3))).toEqual([0, 1, 2]);
    expect(ids(await outbox.next(9))).toEqual([3, 4]);
    const later = outbox.next(9);
    await outbox.append([item(5)]);
    expect(ids(await later)).toEqual([5]);
    await outbox.close();
    expect(await outbox.next(1)).toEqual([]);
  });

  test("keeps what was not delivered, also when it is never closed", async () => {
    const outbox = await openOutbox(folder, key);
    await outbox.append(items(0, 100));
    for (const entry of (await outbox.next(40)).slice(0, 40)) outbox.done(entry);
    await outbox.append(items(100, 110));
    expect(await waiting(110)).toEqual(range(0, 110));
    await outbox.close();
    expect(await waiting(70)).toEqual(range(40, 110));
  });

  test("goes on after the last delivery before which all was delivered", async () => {
    const outbox = await openOutbox(folder, key);
    await outbox.append(items(0, 6));
    const entries = await outbox.next(6);
    for (const index of [0, 1, 3, 5]) {
      const entry = entries[index];
      if (entry) outbox.done(entry);
    }
    await outbox.close();
    expect(await waiting(4)).toEqual([2, 3, 4, 5]);
  });

  test("leaves out a last line that a kill cut off, and writes on behind it", async () => {
    const outbox = await openOutbox(folder, key);
    await outbox.append(items(0, 2));
    await outbox.close();
    await appendFile(path.join(folder, "outbox-1.log"), "AAAAhalf-a-line");
    const again = await openOutbox(folder, key);
    await again.append([item(2)]);
    await again.close();
    expect(await waiting(3)).toEqual([0, 1, 2]);
  });

  test.each([
    ["missing", null],
    ["no JSON", "{"],
    ["of another form", '{"file":"one"}'],
    ["beyond the end", '{"file":1,"offset":9999999}'],
    ["of a file that is gone", '{"file":0,"offset":500}'],
  ])("begins at the beginning when the note is %s: twice is better than never", async (_, note) => {
    const outbox = await openOutbox(folder, key);
    await outbox.append(items(0, 3));
    for (const entry of await outbox.next(3)) outbox.done(entry);
    await outbox.close();
    const file = path.join(folder, "outbox.json");
    await (note === null ? rm(file) : writeFile(file, note));
    expect(await waiting(3)).toEqual([0, 1, 2]);
  });

  test("goes over many files in order, and deletes those that were delivered", async () => {
    const outbox = await openOutbox(folder, key);
    // 0.5 MB each on disk: a new file after nine.
    for (const each of items(0, 30, 380_000)) await outbox.append([each]);
    expect((await logs()).length).toBeGreaterThan(2);
    const found: number[] = [];
    while (found.length < 30) {
      for (const entry of await outbox.next(4)) {
        found.push(...ids([entry]));
        outbox.done(entry);
      }
    }
    expect(found).toEqual(range(0, 30));
    await outbox.append([item(30)]);
    await outbox.close();
    expect(await logs()).toHaveLength(1);
    const [name = ""] = await logs();
    expect((await stat(path.join(folder, name))).size).toBeLessThan(1000);
    expect(await waiting(1)).toEqual([30]);
  });

  test("resolves an append of nothing after all before it", async () => {
    const outbox = await openOutbox(folder, key);
    const order: string[] = [];
    const first = outbox.append(items(0, 50)).then(() => order.push("items"));
    await outbox.append([]).then(() => order.push("nothing"));
    await first;
    expect(order).toEqual(["items", "nothing"]);
    await outbox.close();
  });

  test("is closed once, whoever asks, also while it notes how far it is", async () => {
    const outbox = await openOutbox(folder, key);
    await outbox.append(items(0, 3));
    for (const entry of await outbox.next(3)) outbox.done(entry);
    await Promise.all([outbox.close(), outbox.close(), outbox.close()]);
    expect(await waiting(0)).toEqual([]);
  });

  test("refuses to go on with another secret, rather than to lose what waits", async () => {
    const outbox = await openOutbox(folder, key);
    await outbox.append(items(0, 1));
    await outbox.close();
    const other = await openOutbox(folder, new Uint8Array(32).fill(4));
    await expect(other.next(1)).rejects.toThrow("VIGIL_SECRET");
    await other.close();
  });
});
