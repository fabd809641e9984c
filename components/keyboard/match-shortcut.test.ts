import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPressOf, type KeyPress, matchShortcut, type PressPlace } from "@/components/keyboard/match-shortcut";
import { SHORTCUTS, type ShortcutId, shortcutKeys, withKeys } from "@/components/keyboard/shortcuts";

/** The box that one finds with listens to its own keys; of the others any may be listened for at the same time. */
const TOGETHER = SHORTCUTS.filter((row) => row.scope !== "find");
const ALL: ReadonlySet<ShortcutId> = new Set(TOGETHER.map((row) => row.id));
const runs = (id: ShortcutId, digit: number | null = null) => ({ kind: "run", id, digit });
const NONE = { kind: "none" };

describe("the table of shortcuts", () => {
  it.each(["queue", "case", "find"])(
    "gives no key to two shortcuts that work at once, in a %s or anywhere",
    (scope) => {
      const together = SHORTCUTS.filter((row) => row.scope === "global" || row.scope === scope);
      const pressed = together.flatMap((row) => row.keys.map((strokes) => strokes.join(" ")));
      expect(new Set(pressed).size).toBe(pressed.length);
    },
  );

  it("has no single key that is also the start of a pair", () => {
    const rows: readonly (readonly string[])[] = SHORTCUTS.flatMap((row) => [...row.keys]);
    const starts = new Set(rows.filter((strokes) => strokes.length > 1).map((strokes) => strokes[0]));
    expect(rows.filter((strokes) => strokes.length === 1 && starts.has(strokes[0]))).toEqual([]);
  });

  it("shows pairs, modifiers and digits as key caps", () => {
    expect(shortcutKeys("go-triage")).toEqual(["g", "t"]);
    expect(shortcutKeys("save")).toEqual(["Mod", "Enter"]);
    expect(shortcutKeys("select-risk")).toEqual(["1–9"]);
    expect(withKeys("Back", "step-back")).toBe("Back (Esc)");
  });
});

describe("matchShortcut", () => {
  it.each<[string, KeyPress, ReturnType<typeof matchShortcut> | object]>([
    ["a plain letter", { key: "a" }, runs("agree-all")],
    ["a capital from caps lock", { key: "A" }, runs("agree-all")],
    ["a letter with shift", { key: "A", shiftKey: true }, NONE],
    ["the question mark, shifted on most layouts", { key: "?", shiftKey: true }, runs("help")],
    ["a digit", { key: "3" }, runs("select-risk", 3)],
    ["nought", { key: "0" }, NONE],
    ["a digit key on a French layout", { key: "é", code: "Digit2" }, runs("select-risk", 2)],
    ["a letter on a Russian layout, by its place", { key: "ф", code: "KeyA" }, runs("agree-all")],
    ["a letter on a Dvorak layout, by its name", { key: "a", code: "KeyA" }, runs("agree-all")],
    ["the same place on Dvorak, another letter", { key: "x", code: "KeyB" }, runs("nothing-present")],
    ["Ctrl+Enter", { key: "Enter", ctrlKey: true }, runs("save")],
    ["Cmd+Enter", { key: "Enter", metaKey: true }, runs("save")],
    ["Ctrl+K", { key: "k", ctrlKey: true }, runs("palette")],
    ["Cmd+K with caps lock", { key: "K", metaKey: true }, runs("palette")],
    ["Ctrl+K on a Russian layout", { key: "л", code: "KeyK", ctrlKey: true }, runs("palette")],
    ["Ctrl+Shift+K, which is the browser's", { key: "K", ctrlKey: true, shiftKey: true }, NONE],
    ["a slash that needs Shift", { key: "/", shiftKey: true }, runs("find")],
    ["Shift+Enter, which only boxes know", { key: "Enter", shiftKey: true }, NONE],
    ["Ctrl+Shift+Enter", { key: "Enter", ctrlKey: true, shiftKey: true }, NONE],
    ["Ctrl+A, which selects the page", { key: "a", ctrlKey: true }, NONE],
    ["Cmd+R, which reloads", { key: "r", metaKey: true }, NONE],
    ["Alt and a letter", { key: "a", altKey: true }, NONE],
    ["AltGr and a letter", { key: "e", getModifierState: (key) => key === "AltGraph" }, NONE],
    ["an arrow", { key: "ArrowDown" }, runs("move-down")],
    ["Escape", { key: "Escape" }, runs("step-back")],
    ["a key with no row", { key: "q" }, NONE],
    ["a dead key", { key: "Dead" }, NONE],
    ["a composing input method", { key: "a", isComposing: true }, NONE],
    ["the start of a pair", { key: "g" }, { kind: "pending", stroke: "g" }],
  ])("reads %s", (_name, press, expected) => {
    expect(matchShortcut(press, ALL)).toEqual(expected);
  });

  it("does nothing on a held key, so that no case is decided unseen", () => {
    fc.assert(
      fc.property(fc.constantFrom(..."axnrslu123456789"), (key) => {
        expect(matchShortcut({ key }, ALL).kind).toBe("run");
        expect(matchShortcut({ key, repeat: true }, ALL)).toEqual(NONE);
      }),
    );
  });

  it("completes a pair with the key that would mean something else alone", () => {
    expect(matchShortcut({ key: "a" }, ALL, "g")).toEqual(runs("go-audit"));
    expect(matchShortcut({ key: "m" }, ALL, "g")).toEqual(runs("go-measure"));
  });

  it("swallows a second key that completes no pair, rather than deciding a case with it", () => {
    expect(matchShortcut({ key: "x" }, ALL, "g")).toEqual({ kind: "swallow" });
    expect(matchShortcut({ key: "Enter", ctrlKey: true }, ALL, "g")).toEqual({ kind: "swallow" });
  });

  it("runs only what has a handler now", () => {
    const queue = new Set<ShortcutId>(["next-case", "help"]);
    expect(matchShortcut({ key: "a" }, queue)).toEqual(NONE);
    expect(matchShortcut({ key: "g" }, queue)).toEqual(NONE);
    expect(matchShortcut({ key: "n" }, queue)).toEqual(runs("next-case"));
  });

  it.each<[PressPlace, KeyPress, object]>([
    ["typing", { key: "a" }, NONE],
    ["typing", { key: "?" }, NONE],
    ["typing", { key: "Enter" }, NONE],
    ["typing", { key: "Enter", ctrlKey: true }, runs("save")],
    ["typing", { key: "Escape" }, runs("step-back")],
    ["typing", { key: "k", ctrlKey: true }, runs("palette")],
    ["control", { key: "Enter" }, NONE],
    ["control", { key: "ArrowDown" }, NONE],
    ["control", { key: "a" }, runs("agree-all")],
    ["control", { key: "Enter", metaKey: true }, runs("save")],
  ])("in a place for %s, reads %o", (place, press, expected) => {
    expect(matchShortcut(press, ALL, null, place)).toEqual(expected);
  });
});

describe("isPressOf", () => {
  it.each<[ShortcutId, KeyPress, boolean]>([
    ["find-next", { key: "Enter" }, true],
    ["find-next", { key: "Enter", shiftKey: true }, false],
    ["find-previous", { key: "Enter", shiftKey: true }, true],
    ["find-next", { key: "Enter", isComposing: true }, false],
    ["go-triage", { key: "g" }, false],
  ])("of %s and %o says", (id, press, expected) => {
    expect(isPressOf(id, press)).toBe(expected);
  });
});
