import { expect, test } from "vitest";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { readBody, requireBody } from "@/domain/ingest/platforms/read-body";

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ["JSON", '{"a":1}', "application/json", { a: 1 }],
  ["JSON without a type", '{"a":1}', null, { a: 1 }],
  ["a form", "a=1&b=%C3%BC+x&a=2", "application/x-www-form-urlencoded; charset=utf-8", { a: "2", b: "ü x" }],
  [
    "ids beyond what a number holds",
    '{"id":9007199254740993,"n":9007199254740991}',
    null,
    {
      id: "9007199254740993",
      n: 9007199254740991,
    },
  ],
  ["a fraction", '{"ts":1795228496.123456}', null, { ts: 1795228496.123456 }],
  ["a mark for the byte order", '\ufeff{"a":1}', null, { a: 1 }],
])("reads %s", (_name, text, contentType, value) => {
  expect(readBody(bytes(text), contentType)).toEqual(value);
});

test.each([
  ["broken JSON", bytes('{"a":')],
  ["nothing", bytes("")],
  ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
])("refuses %s", (_name, body) => {
  expect(readBody(body, "application/json")).toBeUndefined();
  expect(() => requireBody(body, "application/json")).toThrow(NotUnderstood);
});
