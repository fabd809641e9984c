import { describe, expect, test } from "vitest";
import { z } from "zod";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { attachmentText, joinTexts, platformId, readFields, readTime } from "@/domain/ingest/platforms/read-fields";

describe("readFields", () => {
  const schema = z.looseObject({ item: z.looseObject({ id: platformId }) });

  test("keeps ids as text", () => {
    expect(readFields(schema, { item: { id: 7 } }).item.id).toBe("7");
    expect(readFields(schema, { item: { id: "7" } }).item.id).toBe("7");
  });

  test.each([
    ["a missing object", {}, '"data.item"'],
    ["a missing id", { item: {} }, '"data.item.id"'],
    ["a fraction", { item: { id: 1.5 } }, '"data.item.id"'],
    ["an empty id", { item: { id: "" } }, '"data.item.id"'],
    ["an id of another form", { item: { id: { secret: 1 } } }, '"data.item.id"'],
  ])("names the field and not the content of %s", (_name, value, path) => {
    expect(() => readFields(schema, value, "data")).toThrow(NotUnderstood);
    expect(() => readFields(schema, value, "data")).toThrow(path);
    expect(() => readFields(schema, value, "data")).not.toThrow("secret");
  });

  test("says so when the whole has another form", () => {
    expect(() => readFields(schema, [])).toThrow("none of the forms");
  });
});

describe("readTime", () => {
  test.each([
    [1795228496, "s", "2026-11-21T02:34:56.000Z"],
    ["1795228496", "s", "2026-11-21T02:34:56.000Z"],
    [1795228496.789, "s", "2026-11-21T02:34:56.789Z"],
    [1795228496123, "ms", "2026-11-21T02:34:56.123Z"],
    ["2026-11-21T02:34:56Z", "s", "2026-11-21T02:34:56.000Z"],
    ["2026-11-21T02:34:56.123456789Z", "s", "2026-11-21T02:34:56.123Z"],
    ["2026-11-21T04:34:56+02:00", "s", "2026-11-21T02:34:56.000Z"],
    ["2026-11-21 02:34:56 UTC", "s", "2026-11-21T02:34:56.000Z"],
  ] as const)("reads %s", (value, unit, iso) => {
    expect(readTime(value, unit)?.toISOString()).toBe(iso);
  });

  test.each([
    undefined,
    null,
    "",
    "yesterday",
    -1,
    Number.NaN,
    1e300,
    "2026-11-21",
    "2026-11-21T02:34:56",
    "2026-13-41T02:34:56Z",
    "9999-01-01T00:00:00Z",
    {},
  ])("leaves out %s", (value) => {
    expect(readTime(value)).toBeUndefined();
  });
});

test("names attachments in words", () => {
  expect(attachmentText("image")).toBe("[image]");
  expect(attachmentText("image", "at the lake")).toBe("[image: at the lake]");
  expect(joinTexts(["See", undefined, " ", "[file]"])).toBe("See\n[file]");
});
