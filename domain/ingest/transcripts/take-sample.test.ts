import { expect, test } from "vitest";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import { zipOf } from "@/domain/testing/transcript-files";

test.each<[string, string | Uint8Array, string | null]>([
  ["UTF-8", "\ufeffé\n", "é\n"],
  ["UTF-16", Buffer.from("\ufeffhé", "utf16le"), "hé"],
  ["an image", Buffer.from("89504e470d0a1a0a00000000", "hex"), null],
  ["nothing", "", ""],
])("takeSample gives the text of %s", async (_, content, text) => {
  expect(await takeSample(memoryFile("a", content))).toMatchObject({ text, entries: null });
});

test("takeSample looks at no more than 64 kB, and cuts no character", async () => {
  const { head, text } = await takeSample(memoryFile("a", `x${"é".repeat(50_000)}`));
  expect([head.length, text]).toEqual([65_536, `x${"é".repeat(32_767)}`]);
});

test("takeSample lists a zip", async () => {
  const zip = await zipOf({ "a/b.json": "[]", "c.txt": "" });
  expect(await takeSample(memoryFile("a", zip))).toMatchObject({ text: null, entries: ["a/b.json", "c.txt"] });
});

test.each<[string, "array" | "object" | null, string[], boolean]>([
  ['[{"a":1,"b":[{"c":"}"}]},{"z":1}]', "array", ["[].a", "[].b", "[].b[].c", "[].z"], false],
  ['{"a":{"b":"x:\\"y"},"c":[[{"d":1}]]}', "object", ["a", "a.b", "c", "c[][].d"], false],
  ['{"a":1}\n{"b":1}', "object", ["a"], true],
  ['{"a":1}\r\n\r\n{"b":1}', "object", ["a"], true],
  ['{"a":{"b":"cut o', "object", ["a", "a.b"], false],
  ["words", null, [], false],
  ['"a":1', null, [], false],
])("jsonOutline of %j", async (content, top, paths, hasLines) => {
  const outline = jsonOutline(await takeSample(memoryFile("a", content)));
  expect({ ...outline, paths: [...outline.paths] }).toEqual({ top, paths, hasLines });
});
