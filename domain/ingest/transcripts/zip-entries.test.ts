import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { openZip } from "@/domain/ingest/transcripts/zip-entries";
import { collect, zipOf } from "@/domain/testing/transcript-files";

const text = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await collect(bytes)).toString();
const readAll = async (zip: Uint8Array) => {
  const entries = await openZip(memoryFile("a.zip", zip, 100));
  return Promise.all(entries.map(async (entry) => [entry.name, await text(entry.stream())]));
};

/** Changes bytes of the list of entries, after the format in APPNOTE.TXT 4.3.12: offsets count from its signature. */
function withList(zip: Buffer, change: (header: Buffer) => void): Buffer {
  const changed = Buffer.from(zip);
  change(changed.subarray(changed.indexOf("PK\x01\x02", 0, "latin1")));
  return changed;
}

const renamed = (zip: Buffer, from: string, to: string) =>
  Buffer.from(zip.toString("latin1").replaceAll(from, to), "latin1");

describe("openZip", () => {
  test("reads entries any number of times, from any offset, in any order", async () => {
    const long = "one two three ".repeat(20_000);
    const [first, second] = await openZip(memoryFile("a.zip", await zipOf({ "a/é.txt": long, "b.json": "[]" }), 1000));
    expect([first?.name, first?.size, second?.name, second?.size]).toEqual(["a/é.txt", long.length, "b.json", 2]);
    if (first === undefined || second === undefined) return;
    expect(await text(first.stream(100_000, 100_010))).toBe(long.slice(100_000, 100_010));
    expect(await Promise.all([text(first.stream()), text(second.stream()), text(first.stream())])).toEqual([
      long,
      "[]",
      long,
    ]);
    expect(await text(first.stream(5, 5))).toBe("");
    for await (const piece of first.stream()) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  });

  test("leaves out folders and what a Mac adds", async () => {
    const zip = await zipOf({ "a.txt": "a", "__MACOSX/._a.txt": "x", "b/.DS_Store": "x" });
    expect(await readAll(zip)).toEqual([["a.txt", "a"]]);
  });

  test("gives an empty zip and a zip in a zip as they are", async () => {
    const inner = await zipOf({});
    expect(await readAll(inner)).toEqual([]);
    expect((await takeSample(memoryFile("a", inner))).entries).toEqual([]);
    expect((await takeSample(memoryFile("a", await zipOf({ "b.zip": inner })))).entries).toEqual(["b.zip"]);
  });

  const growing = Buffer.alloc(20e6);
  const oneText = zipOf({ "aaaa.txt": "hello ".repeat(100) });
  test.each<[string, () => Promise<Buffer>, RegExp]>([
    ["no zip", async () => Buffer.from("PK\x03\x04 and nothing else"), /damaged/],
    ["a zip that is cut off", async () => (await oneText).subarray(0, -10), /damaged/],
    ["a list that is overwritten", async () => withList(await oneText, (list) => list.fill(1, 0, 20)), /damaged/],
    ["an absolute path", async () => renamed(await oneText, "aaaa.txt", "/aaa.txt"), /absolute path/],
    ["a drive", async () => renamed(await oneText, "aaaa.txt", "c:aa.txt"), /absolute path/],
    ["a path that leads out", async () => renamed(await oneText, "aaaa.txt", "../a.txt"), /leads out/],
    ["a backslash", async () => renamed(await oneText, "aaaa.txt", "a\\aa.txt"), /backslash/],
    ["two files of one name", async () => renamed(await zipOf({ aaaa: "1", bbbb: "2" }), "bbbb", "aaaa"), /same name/],
    ["a link", async () => withList(await oneText, (list) => list.writeUInt32LE((0o120777 << 16) >>> 0, 38)), /a link/],
    ["an encrypted entry", async () => withList(await oneText, (list) => list.writeUInt16LE(1, 8)), /encrypted/],
    ["strong encryption", async () => withList(await oneText, (list) => list.writeUInt16LE(0x41, 8)), /encrypted/],
    ["a bomb that says so", async () => zipOf({ "a.json": growing }), /hundred times/],
    [
      "more than 20 GB",
      async () => withList(await oneText, (list) => list.writeUInt32LE(0xfffffffe, 24)),
      /hundred|20 GB/,
    ],
    ["entries that overlap", async () => withList(await oneText, (list) => list.writeUInt32LE(1e6, 20)), /damaged/],
    ["a longer text than said", async () => withList(await oneText, (list) => list.writeUInt32LE(10, 24)), /damaged/],
    [
      "a shorter text than said",
      async () => withList(await oneText, (list) => list.writeUInt32LE(9000, 24)),
      /damaged/,
    ],
    ["a checksum that differs", async () => withList(await oneText, (list) => list.writeUInt32LE(7, 16)), /damaged/],
    ["an unknown packing", async () => withList(await oneText, (list) => list.writeUInt16LE(9, 10)), /packed in a way/],
    ["bytes that are not deflated", async () => Buffer.from(await oneText).fill(0xff, 40, 50), /damaged/],
  ])("refuses %s", async (_, make, reason) => {
    const zip = await make();
    await expect(readAll(zip)).rejects.toThrow(TranscriptRefused);
    await expect(readAll(zip)).rejects.toThrow(reason);
  });

  test("stops a bomb that lies about its size before it has grown", async () => {
    const bomb = await zipOf({ "a.json": growing });
    const entries = await openZip(
      memoryFile(
        "a",
        withList(bomb, (list) => list.writeUInt32LE(100, 24)),
      ),
    );
    let read = 0;
    await expect(
      (async () => {
        for (const entry of entries) for await (const piece of entry.stream()) read += piece.length;
      })(),
    ).rejects.toThrow(/damaged/);
    expect(read).toBeLessThan(200_000);
    expect(deflateRawSync(growing).length).toBeLessThan(bomb.length);
  });

  test("refuses more than 200,000 files without listing them", async () => {
    const zip = await zipOf({ a: "1" });
    const end = zip.lastIndexOf("PK\x05\x06", undefined, "latin1");
    // The end of a zip in the large form (APPNOTE.TXT 4.3.14 and 4.3.15), which may name more than 65,535 entries.
    const large = Buffer.alloc(76);
    large.writeUInt32LE(0x06064b50, 0);
    large.writeBigUInt64LE(44n, 4);
    large.writeBigUInt64LE(200_001n, 24);
    large.writeBigUInt64LE(200_001n, 32);
    large.writeBigUInt64LE(BigInt(zip.indexOf("PK\x01\x02", 0, "latin1")), 48);
    large.writeUInt32LE(0x07064b50, 56);
    large.writeBigUInt64LE(BigInt(end), 64);
    large.writeUInt32LE(1, 72);
    const made = Buffer.concat([zip.subarray(0, end), large, zip.subarray(end)]);
    await expect(openZip(memoryFile("a", made))).rejects.toThrow(/more than 200000 files/);
  });
});
