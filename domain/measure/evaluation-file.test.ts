import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readEvaluationFile, UnreadableLabels } from "@/domain/measure/evaluation-file";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");

describe("readEvaluationFile", () => {
  test("reads texts and conversations from JSONL, blank lines and a byte order mark aside", () => {
    const messages = [
      { role: "user", text: "hello" },
      { role: "agent", text: "good evening" },
    ];
    const text = `\ufeff${lines(
      { id: "a", text: "hello", expected: { outcome: "none" } },
      { messages, expected: { outcome: "risk", risks: [{ type: "abuse", severity: "high" }] } },
    )}\r\n\r\n${lines({ text: "words", expected: { outcome: "risk" } })}\n`;
    expect(readEvaluationFile(text)).toEqual({
      leftOut: [],
      cases: [
        {
          id: "a",
          messages: [{ role: "user", text: "hello" }],
          expected: { outcome: "none", types: [], level: "none", accepted: ["none"], domains: [] },
        },
        {
          id: "line 2",
          messages,
          expected: { outcome: "risk", types: ["abuse"], level: "high", accepted: ["high"], domains: [] },
        },
        {
          id: "line 4",
          messages: [{ role: "user", text: "words" }],
          expected: { outcome: "risk", types: null, level: null, accepted: [], domains: [] },
        },
      ],
    });
  });

  test("takes the worst severity of a label, and none where a risk has no severity", () => {
    const label = (...severities: (string | undefined)[]) => ({
      text: "words",
      expected: { outcome: "risk", risks: severities.map((severity) => ({ type: "abuse", severity })) },
    });
    const read = readEvaluationFile(lines(label("mild", "critical", "high"), label("critical", undefined)));
    expect(read.cases.map(({ expected }) => expected.level)).toEqual(["critical", null]);
  });

  test("reads a suite, and leaves out cases whose label allows “none”", () => {
    const conversation = [{ role: "user", content: "words" }];
    const suite = {
      cases: [
        { case_id: "n", conversation, expected_overall_severity: "none" },
        {
          case_id: "m",
          conversation,
          expected_overall_severity: "mild",
          acceptable_severities: ["mild", "moderate"],
          expected_domains: [{ domain: "others" }, { domain: "unheard_of" }],
        },
        { case_id: "o", conversation, expected_overall_severity: "mild", acceptable_severities: ["none", "mild"] },
      ],
    };
    const read = readEvaluationFile(JSON.stringify(suite, null, 2));
    expect(read.leftOut).toEqual(["o"]);
    expect(read.cases.map(({ id, expected }) => [id, expected])).toEqual([
      ["n", { outcome: "none", types: null, level: "none", accepted: ["none"], domains: [] }],
      ["m", { outcome: "risk", types: null, level: "mild", accepted: ["mild", "moderate"], domains: ["others"] }],
    ]);
    expect(read.cases[0]?.messages).toEqual([{ role: "user", text: "words" }]);
  });

  test.each<[string, string, number, RegExp]>([
    ["no cases", "\n", 1, /no cases/],
    ["what is not JSON", `${lines({ text: "a", expected: { outcome: "none" } })}\n{`, 2, /not JSON/],
    ["an outcome that is none of the two", lines({ text: "a", expected: { outcome: "unscored" } }), 1, /outcome/],
    ["a type there is not", lines({ text: "a", expected: { outcome: "risk", risks: [{ type: "x" }] } }), 1, /type/],
    ["a line without text", lines({ expected: { outcome: "none" } }), 1, /messages|text/],
    ["a blank text", lines({ text: " ", expected: { outcome: "none" } }), 1, /.+/],
    [
      "risks in a case without risk",
      lines({ text: "a", expected: { outcome: "none", risks: [{ type: "abuse" }] } }),
      1,
      /./,
    ],
    ["a suite with a broken case", JSON.stringify({ cases: [{ case_id: "a" }] }), 1, /conversation/],
  ])("refuses %s", (_, text, line, reason) => {
    const read = () => readEvaluationFile(text);
    expect(read).toThrow(UnreadableLabels);
    expect(read).toThrow(reason);
    expect(read).toThrow(`line ${line}:`);
  });

  const suites = path.resolve(import.meta.dirname, "../../../shared/suites");
  test.skipIf(!existsSync(suites))("reads the vendor's suites (skipped: there is no ../shared/suites)", () => {
    const read = ["core-transparency", "expanded-taxonomy", "filter-none-suite"].map((name) =>
      readEvaluationFile(readFileSync(path.join(suites, `${name}.json`), "utf8")),
    );
    expect(read.map(({ cases, leftOut }) => [cases.length, leftOut.length])).toEqual([
      [25, 1],
      [21, 0],
      [30, 0],
    ]);
  });
});
