import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { readLines } from "@/domain/ingest/transcripts/read-lines";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { collect } from "@/domain/testing/transcript-files";

const lines = (text: string, pieceBytes?: number) => collect(readLines(memoryFile("a", text, pieceBytes)));

/** Bytes that are held in this moment, without what only waits to be collected. */
function bytesHeld(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A file of `size` bytes that is made while it is read. */
function generatedFile(size: number, piece: Uint8Array, onPiece: (index: number) => void): SourceFile {
  return {
    name: "made up",
    size,
    async *stream(start = 0, end = size) {
      for (let at = start; at < end; at += piece.length) {
        onPiece(at / piece.length);
        yield piece.subarray(0, Math.min(piece.length, end - at));
      }
    },
  };
}

describe("readLines", () => {
  test.each<[string, string[]]>([
    ["", []],
    ["a", ["a"]],
    ["a\n", ["a"]],
    ["a\r\nb\r\n", ["a", "b"]],
    ["a\rb\r\rc", ["a", "b", "", "c"]],
    ["\n\na\n", ["", "", "a"]],
    ["\ufeffa\u2028b\u0085c\n", ["a\u2028b\u0085c"]],
  ])("reads %j", async (text, expected) => {
    for (const pieceBytes of [1, 2, 100])
      expect(await lines(text, pieceBytes)).toEqual(expected.map((each, index) => ({ line: index + 1, text: each })));
  });

  test("reads back what was joined, however it is cut", async () => {
    const line = fc
      .string({ unit: "binary", maxLength: 10 })
      .map((text) => text.toWellFormed().replace(/[\r\n\0\ufeff]/g, "-"));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.constantFrom("\n", "\r\n", "\r"), async (texts, end) => {
        const read = await lines(texts.map((each) => each + end).join(""), 3);
        expect(read.map((each) => "text" in each && each.text)).toEqual(texts);
      }),
    );
  });

  test("rejects a line that is too long and goes on", async () => {
    const file = memoryFile("a", `ok\n${"x".repeat(5000)}\nlast`, 100);
    expect(await collect(readLines(file, { longest: 1000 }))).toEqual([
      { line: 1, text: "ok" },
      { kind: "rejected", line: 2, reason: "The line is longer than 1000 characters." },
      { line: 3, text: "last" },
    ]);
  });

  test("holds neither a file of 2 GB nor its one endless line", { timeout: 60_000 }, async () => {
    const before = bytesHeld();
    const held: number[] = [];
    const file = generatedFile(2e9, Buffer.alloc(1 << 20, "x"), (index) => {
      if (index % 100 === 99) held.push(bytesHeld() - before);
    });
    expect(await collect(readLines(file))).toEqual([expect.objectContaining({ kind: "rejected", line: 1 })]);
    expect(held).toHaveLength(19);
    expect(Math.max(...held)).toBeLessThan(100e6);
  });
});
