import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { readJsonItems, readJsonValues } from "@/domain/ingest/transcripts/read-json-items";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { collect } from "@/domain/testing/transcript-files";

const items = async (text: string, path: string[] = [], pieceBytes = 7) =>
  (await collect(readJsonItems(memoryFile("a", text, pieceBytes), path))).map((item) =>
    "kind" in item ? item.kind : item.value,
  );

describe("readJsonItems", () => {
  test.each<[string, string, string[], unknown[]]>([
    ["an empty array", "[]", [], []],
    ["values of every kind", ' [1, "a", null, true, [2], {"b": -1.5e3}] ', [], [1, "a", null, true, [2], { b: -1500 }]],
    ["brackets, quotes and backslashes in texts", '["]}", "\\"[", "\\\\", "\\u00e9"]', [], ["]}", '"[', "\\", "é"]],
    ["a byte order mark", "\ufeff[1]", [], [1]],
    ["an array under keys", '{"a":{"c":[0]},"x":[9],"b":{"c":[1,2],"d":[3]}}', ["b", "c"], [1, 2]],
    ["an array under a key that is written with escapes", '{"\\u0061":[1]}', ["a"], [1]],
    ["a key that leads to no array", '{"a":{"b":1}}', ["a"], []],
    ["a key that is not there", '{"b":[1]}', ["a"], []],
    ["an object where an array is meant", '{"a":1}', [], []],
    ["arrays one after the other", "[1]\n[2]", [], [1, 2]],
    [
      "whole numbers beyond 2^53",
      "[9007199254740993, 9007199254740991, 1690617600.123]",
      [],
      ["9007199254740993", 9007199254740991, 1690617600.123],
    ],
    ["a big number in an object", '[{"id":-12345678901234567890}]', [], [{ id: "-12345678901234567890" }]],
  ])("reads %s", async (_, text, path, expected) => {
    for (const pieceBytes of [1, 5, 1000]) expect(await items(text, path, pieceBytes)).toEqual(expected);
  });

  test.each<[string, string, RegExp]>([
    ["nothing", "", /holds no JSON/],
    ["blanks", " \n", /holds no JSON/],
    ["words", "hello", /not JSON at character/],
    ["an array that is cut off", '[1, {"a":', /ends too early/],
    ["a text that is cut off", '["abc', /ends too early/],
    ["an array without its end", "[1, 2", /ends too early/],
    ["a comma too many", "[1,,2]", /not JSON at character 4/],
    ["a comma at the end", "[1,]", /not JSON at character 4/],
    ["no comma", "[1 2]", /not JSON at character 4/],
    ["brackets that do not match", '[{"a":1]]', /not JSON/],
    ["a bare word", "[yes]", /not JSON at character 5/],
    ["an object without a colon", '{"a" 1}', /not JSON at character 6/],
    ["a line break inside a text", '["a\nb"]', /not JSON/],
    ["what follows the end", "[1] x", /not JSON at character [56]/],
    ["very deep nesting", "[".repeat(100_000), /nested too deeply/],
  ])("refuses %s", async (_, text, reason) => {
    const path = text.startsWith("{") ? ["a"] : [];
    await expect(items(text, path)).rejects.toThrow(reason);
    await expect(items(text, path, 10_000)).rejects.toThrow(TranscriptRefused);
  });

  test("says where values of several paths stand, in the order of the file", async () => {
    const text =
      '{"name":"A","chats":{"list":[{"id":1,"messages":["a","b"]},{"id":2,"messages":["c"]}]},"rest":{"id":3}}';
    const file = memoryFile("a", text, 4);
    const list = ["chats", "list", "[]"];
    expect(await collect(readJsonValues(file, [["name"], [...list, "id"], [...list, "messages", "[]"]]))).toEqual([
      { record: 1, path: ["name"], value: "A" },
      { record: 2, path: ["chats", "list", 0, "id"], value: 1 },
      { record: 3, path: ["chats", "list", 0, "messages", 0], value: "a" },
      { record: 4, path: ["chats", "list", 0, "messages", 1], value: "b" },
      { record: 5, path: ["chats", "list", 1, "id"], value: 2 },
      { record: 6, path: ["chats", "list", 1, "messages", 0], value: "c" },
    ]);
  });

  test("rejects a value that is too long, and goes on", async () => {
    const file = memoryFile("a", `["${"x".repeat(500)}", 2]`, 10);
    expect(await collect(readJsonValues(file, [["[]"]], { longest: 100 }))).toEqual([
      { kind: "rejected", line: 1, reason: "The record is longer than 100 characters." },
      { record: 2, path: [1], value: 2 },
    ]);
  });

  test("reads any values as JSON.parse does, however the text is cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json()), fc.integer({ min: 1, max: 9 }), async (values, pieceBytes) => {
        const text = `[${values.join(" ,\n")}]`;
        const plain = (value: unknown) =>
          JSON.stringify(value, (_, each) =>
            typeof each !== "object" && /^-?\d{16,}$/.test(String(each)) ? "a big number" : each,
          );
        expect(plain(await items(text, [], pieceBytes))).toBe(plain(JSON.parse(text)));
      }),
    );
  });
});
