import { expect, test } from "vitest";
import { SHORTCUTS, type ShortcutId } from "@/components/keyboard/shortcuts";
import { paletteGroups } from "@/components/shell/palette-items";

const CASE = "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d06";
const labels = (active: readonly ShortcutId[], text = "") =>
  paletteGroups(new Set(active), text).flatMap(({ value, items }) => items.map(({ label }) => `${value}: ${label}`));

test("offers what does something on the page, with its keys, and the rooms that may be entered", () => {
  expect(labels(["go-triage", "skip", "help"])).toEqual([
    "On this page: Skip the case",
    "Go to: Go to triage",
    "Go to: Your account",
    "Anywhere: Show the keys",
  ]);
  const [page] = paletteGroups(new Set(["save"]), "");
  expect(page?.items[0]).toMatchObject({ keys: ["Mod", "Enter"], does: { run: "save" } });
});

test("leaves out what is nothing without a press", () => {
  expect(labels(["select-risk", "step-back", "palette", "find-next"])).toEqual(["Go to: Your account"]);
});

test.each([CASE, ` ${CASE.toUpperCase()} `, `https://desk.example/cases/${CASE}?x`])("leads to %j", (text) => {
  const [first] = paletteGroups(new Set(), text);
  expect(first?.items.map(({ does }) => does)).toEqual([
    { href: `/cases/${CASE}` },
    { href: `/conversations/${CASE}` },
  ]);
  for (const { label } of first?.items ?? []) expect(label).toContain(text.trim());
});

test("takes no other text for an id", () => {
  expect(labels([], "019a1f3c")).toEqual(["Go to: Your account"]);
});

test("has every action of the table but presses", () => {
  const all = paletteGroups(new Set(SHORTCUTS.map(({ id }) => id)), "").flatMap(({ items }) => items);
  expect(all.length).toBe(SHORTCUTS.length - 6 + 1);
});
