import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "@/components/policies/diff-lines";

const signs = { same: " ", added: "+", removed: "-" };
const shown = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${signs[kind]}${text}`);

describe("what differs between two texts", () => {
  it.each([
    ["a\nb\nc", "a\nb\nc", [" a", " b", " c"]],
    ["a\nb\nc", "a\nx\nc", [" a", "-b", "+x", " c"]],
    ["a\nc", "a\nb\nc", [" a", "+b", " c"]],
    ["a\nb\nc", "a\nc", [" a", "-b", " c"]],
    ["a\na", "a", [" a", "-a"]],
    ["a\nb\nc\nd", "b\nx\nd", ["-a", " b", "-c", "+x", " d"]],
    ["", "a", ["-", "+a"]],
  ])("from %j to %j", (before, after, lines) => expect(shown(before, after)).toEqual(lines));

  it("holds both texts whole, whatever they are", () => {
    const text = fc.string({ unit: "grapheme-ascii", maxLength: 40 }).map((each) => each.replaceAll(/[ -9]/g, "\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const side = (kind: "added" | "removed") =>
          lines
            .filter((line) => line.kind !== kind)
            .map((line) => line.text)
            .join("\n");
        expect([side("added"), side("removed")]).toEqual([before, after]);
      }),
    );
  });

  it("of two long texts without a common line is found without a table of millions", () => {
    const lines = (name: string) => Array.from({ length: 5_000 }, (_, at) => `${name}${at}`).join("\n");
    expect(diffLines(lines("a"), lines("b"))).toHaveLength(10_000);
  });
});
