import { describe, expect, it } from "vitest";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { withoutMetadata } from "@/domain/ingest/transcripts/without-metadata";

const metadata = Buffer.concat([Buffer.from([0, 5, 0x16, 7, 0, 2, 0, 0]), Buffer.from("Mac OS X        ")]);

async function textOf(bytes: Uint8Array): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await withoutMetadata(memoryFile("x", bytes))).stream()) pieces.push(piece);
  return Buffer.concat(pieces).toString("latin1");
}

describe("metadata of macOS behind a file", () => {
  it.each([
    [
      "a text with it",
      Buffer.concat([Buffer.from("[1/2/26, 10:00:00] Wren: hi\n"), metadata]),
      "[1/2/26, 10:00:00] Wren: hi\n",
    ],
    ["a long text with it", Buffer.concat([Buffer.alloc(200_000, 97), metadata]), "a".repeat(200_000)],
    ["a text without it", Buffer.from("hello"), "hello"],
    ["other zeros", Buffer.from("a\0b"), "a\0b"],
    ["nothing else, which stays to be refused", metadata, metadata.toString("latin1")],
  ])("%s", async (_, bytes, left) => {
    expect(await textOf(bytes)).toBe(left);
  });
});
