import { describe, expect, it } from "vitest";
import { findMarkdownProblem, MAX_POLICY_BYTES } from "@/domain/decide/policies/policy-markdown";

const table = (rows: number) => ["| a | b | c |", "|---|---|---|", ...Array(rows).fill("| 1 | 2 | 3 |")].join("\n");

describe("what a policy may hold", () => {
  it.each([
    ["nothing unusual", "# When\n\nA person says so.\n\n- one\n  - two\n    - three\n\n> quoted\n> > twice"],
    ["a table of 40 rows", table(40)],
    ["a hundred passages", "Some *words* and a [link](https://example.org).\n\n".repeat(100)],
    ["as much as there is room for", "é".repeat(MAX_POLICY_BYTES / 2)],
    ["any script", "# 指針\n\nمرحبا بالعالم"],
  ])("takes %s", (_, markdown) => expect(findMarkdownProblem(markdown)).toBeNull());

  it.each([
    ["too much", "a".repeat(MAX_POLICY_BYTES + 1), 1, /100 kB/],
    ["too much in bytes", "é".repeat(MAX_POLICY_BYTES / 2 + 1), 1, /100 kB/],
    ["a NUL", "fine\na\0b", 2, /NUL/],
    ["quotes without end", `fine\n\n${">".repeat(13)} a`, 3, /too deep/],
    ["spaced quotes without end", "> ".repeat(13), 1, /too deep/],
    ["lists without end", "- ".repeat(13), 1, /too deep/],
    ["numbered lists without end", "1. ".repeat(13), 1, /too deep/],
    ["far to the right", `${" ".repeat(61)}- a`, 1, /spaces/],
    ["brackets without end", `fine\n\n${"[".repeat(601)}`, 3, /600 marks/],
    ["marks over many lines", "~a~b\n".repeat(301), 301, /600 marks/],
  ])("refuses %s, and says where", (_, markdown, line, message) => {
    expect(findMarkdownProblem(markdown)).toEqual({ line, message: expect.stringMatching(message) });
  });
});
