/** Holds the pages to the table of shortcuts: each row is bound somewhere, and nothing names a key beside it. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { SHORTCUTS } from "@/components/keyboard/shortcuts";

const root = path.resolve(import.meta.dirname, "../..");
const TABLE = path.join("components", "keyboard", "shortcuts.ts");
const sources = globSync("{app,components}/**/*.{ts,tsx}", { cwd: root })
  .filter((file) => !file.includes(".test.") && file !== TABLE)
  .map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));

test.each(SHORTCUTS.map(({ id }) => id))("%s is bound", (id) => {
  // As the key of a handler, or in a place that listens or leads there itself.
  const bound = new RegExp(`(?:^|[{,\\s])"?${id}"?(?::|, )|isPressOf\\("${id}"|shortcut: "${id}"`, "m");
  expect(sources.filter(({ text }) => bound.test(text)).map(({ file }) => file)).not.toEqual([]);
});

test("hints are drawn from the table", () => {
  const literal = /(?:keys|kbd)=\{\[|<kbd>|\((?:Esc|\?|Ctrl\+\w+|[A-Z])\)"/;
  expect(sources.filter(({ text }) => literal.test(text)).map(({ file }) => file)).toEqual([]);
});
