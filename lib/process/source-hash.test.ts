import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hashSources } from "@/lib/process/source-hash";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "vigil-hash-"));
  mkdirSync(path.join(root, "app"));
  writeFileSync(path.join(root, "app", "page.tsx"), "one");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const hash = () => hashSources(root, ["app", "lock.json"], (file) => file.endsWith(".test.ts"));

it.each([
  ["a file changes", () => writeFileSync(path.join(root, "app", "page.tsx"), "two")],
  ["a file is added", () => writeFileSync(path.join(root, "app", "new.tsx"), "")],
  ["a file is renamed", () => renameSync(path.join(root, "app", "page.tsx"), path.join(root, "app", "other.tsx"))],
  ["a single named file appears", () => writeFileSync(path.join(root, "lock.json"), "{}")],
])("changes when %s", (_title, change) => {
  const before = hash();
  change();
  expect(hash()).not.toBe(before);
});

it("does not change with files that do not count", () => {
  const before = hash();
  writeFileSync(path.join(root, "app", "page.test.ts"), "x");
  expect(hash()).toBe(before);
});
