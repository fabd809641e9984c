import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "@/lib/text/csv-line";

test.each<[string, unknown[], string]>([
  ["plain cells", ["a", 1, true, null, undefined, ""], "a,1,true,,,"],
  ["a negative number, which is no formula", [-5], "-5"],
  ["a formula", ["=1+1"], "'=1+1"],
  ["a plus", ["+49 30"], "'+49 30"],
  ["a minus", ["-2"], "'-2"],
  ["an at sign", ["@SUM(A1)"], "'@SUM(A1)"],
  ["a tab", ["\t=1"], "'\t=1"],
  ["a NUL", ["\0=1"], "'\0=1"],
  ["a carriage return", ["\r=1"], '"\'\r=1"'],
  ["a full-width equals sign", ["＝1"], "'＝1"],
  ["a formula that holds quotes", ['=HYPERLINK("x","y")'], `"'=HYPERLINK(""x"",""y"")"`],
  ["an equals sign further on", ["a=1"], "a=1"],
  ["a comma, a quote and a line break", ['a,b"c\nd'], '"a,b""c\nd"'],
  ["a list", [[{ type: "abuse" }]], '"[{""type"":""abuse""}]"'],
])("writes %s", (_, cells, line) => {
  expect(csvLine(cells)).toBe(`${line}\r\n`);
});

/** A reader of RFC 4180 records, written against the standard and not against the writer. */
function readRecord(line: string): string[] {
  const pattern = /(?:"((?:[^"]|"")*)"|([^",]*))(,|\r\n$)/gy;
  return [...line.matchAll(pattern)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}

test("what a standard reader gets back is the text, and never begins as a formula does", () => {
  const text = fc.oneof(
    fc.string(),
    fc.string().map((rest) => `=${rest}`),
    fc.constantFrom("\t", "\r", "\n", '"', "+", "-", "@"),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (cells) => {
      const read = readRecord(csvLine(cells));
      expect(read.map((value, index) => (value === `'${cells[index]}` ? cells[index] : value))).toEqual(cells);
      for (const value of read) expect(value).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});
