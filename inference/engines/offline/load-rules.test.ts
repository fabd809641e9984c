import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { loadRules } from "./load-rules";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vigil-rules-"));
  cpSync(path.join(import.meta.dirname, "rules.yaml"), path.join(folder, "rules.yaml"));
  cpSync(path.join(import.meta.dirname, "rules"), path.join(folder, "rules"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const edit = (file: string, change: (text: string) => string) => {
  const at = path.join(folder, file);
  writeFileSync(at, change(readFileSync(at, "utf8")));
};
const addPattern = (pattern: string) =>
  edit("rules/neglect.yaml", (text) => text.replace("    any:\n", `    any:\n      - "${pattern}"\n`));

describe("loadRules", { timeout: 60_000 }, () => {
  it("loads the rules as they are shipped", () => expect(loadRules(folder).name).toMatch(/^offline-\d+$/u));

  it("fails where a file is missing", () => {
    rmSync(path.join(folder, "rules/stalking.yaml"));
    expect(() => loadRules(folder)).toThrow(/stalking\.yaml/u);
  });

  test.each([
    ["a manifest without a version", "rules.yaml", (text: string) => text.replace(/^version:.*$/mu, "")],
    [
      "a manifest that leaves a type out",
      "rules.yaml",
      (text: string) => text.replace("rules/stalking", "rules/abuse"),
    ],
    ["an unknown type", "rules/neglect.yaml", (text: string) => text.replace("type: neglect", "type: carelessness")],
    [
      "an unknown severity",
      "rules/neglect.yaml",
      (text: string) => text.replace("severity: high", "severity: extreme"),
    ],
    ["a misspelt field", "rules/neglect.yaml", (text: string) => text.replace("imminence:", "iminence:")],
    ["a missing cue", "rules/context.yaml", (text: string) => text.replace("  laughter:", "  giggles:")],
  ])("refuses %s, naming the file", (_name, file, change) => {
    edit(file, change);
    expect(() => loadRules(folder)).toThrow(new RegExp(path.basename(file).replace(".", "\\."), "u"));
  });

  it("refuses YAML that cannot be parsed, naming the file", () => {
    edit("rules/stalking.yaml", (text) => `${text}\n rules: [`);
    expect(() => loadRules(folder)).toThrow(/stalking\.yaml is not valid YAML/u);
  });

  test.each(["(left alone", "$nobody here", "..", "very? alone", "@her food", "a ) b"])(
    "refuses the pattern %j, naming the rule",
    (pattern) => {
      addPattern(pattern);
      expect(() => loadRules(folder)).toThrow(/neglect\/child-left/u);
    },
  );
});
