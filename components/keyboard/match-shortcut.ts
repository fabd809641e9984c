import { SHORTCUTS, type ShortcutId } from "@/components/keyboard/shortcuts";

/** What is read from a keydown event; a real KeyboardEvent fits. */
export type KeyPress = {
  key: string;
  code?: string;
  repeat?: boolean;
  isComposing?: boolean;
  ctrlKey?: boolean;
  metaKey?: boolean;
  altKey?: boolean;
  shiftKey?: boolean;
  getModifierState?: (key: "AltGraph") => boolean;
};

/** Where the press landed. */
export type PressPlace = "page" | "typing" | "control" | "row";

export type Match =
  | { kind: "run"; id: ShortcutId; digit: number | null }
  /** The first stroke of a pair such as `g t`; the next press completes it or throws it away. */
  | { kind: "pending"; stroke: string }
  /** A press that belongs to a pair nobody knows: it must do nothing, not act on its own. */
  | { kind: "swallow" }
  | { kind: "none" };

const NONE: Match = { kind: "none" };
/** On the link of a row in a list that one walks through: moving is the list's, opening the link's own. */
const ROW_KEYS = new Set(["Enter", " "]);
/** Keys that buttons, links and radio groups use themselves. */
const CONTROL_KEYS = new Set(["Enter", " ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);

/**
 * The stroke a press stands for, in the words of the table, or null where it cannot be one.
 * Letters outside ASCII (a Cyrillic or Greek layout) and unshifted digit keys (AZERTY) fall back on the key's place.
 */
function strokeOf(press: KeyPress): string | null {
  if (press.key === "Dead" || press.key === "Process" || press.key === "Unidentified") return null;
  if (press.altKey || press.getModifierState?.("AltGraph")) return null;
  if (press.ctrlKey || press.metaKey) return withModifier(press);
  if (press.key === "Enter" && press.shiftKey) return "Shift+Enter";
  if (press.key.length > 1 || press.key === " ") return press.shiftKey ? null : press.key;
  if (/^[a-z]$/i.test(press.key)) return press.shiftKey ? null : press.key.toLowerCase();
  if (/^\d$/.test(press.key)) return press.key;
  const place = press.code ?? "";
  if (!press.shiftKey && /^Digit[1-9]$/.test(place)) return place.slice(5);
  const foreign = (press.key.codePointAt(0) ?? 0) > 0x2ff;
  if (foreign && !press.shiftKey && /^Key[A-Z]$/.test(place)) return place.slice(3).toLowerCase();
  return press.key;
}

/** Of all presses with the main modifier only those that the table names: the others are the browser's own. */
function withModifier({ key, code, shiftKey }: KeyPress): string | null {
  if (shiftKey) return null;
  if (key === "Enter") return "Mod+Enter";
  const foreign = (key.codePointAt(0) ?? 0) > 0x2ff;
  return key.toLowerCase() === "k" || (foreign && code === "KeyK") ? "Mod+k" : null;
}

/** What can be pressed while one types: strokes that write nothing. */
const WRITES_NOTHING: ReadonlySet<string> = new Set(["Mod+Enter", "Mod+k", "Escape"]);

function fits(wanted: string, stroke: string): boolean {
  return wanted === "1-9" ? /^[1-9]$/.test(stroke) : wanted === stroke;
}

/**
 * Decides what one press does. Held keys, dead keys and input methods do nothing, so that no case is decided by accident.
 * @param active the shortcuts that have a handler now
 * @param pending the first stroke of a pair, when the press before this one was one
 * @param place where the press landed: while typing only strokes that write nothing count
 */
export function matchShortcut(
  press: KeyPress,
  active: ReadonlySet<ShortcutId>,
  pending: string | null = null,
  place: PressPlace = "page",
): Match {
  if (press.repeat || press.isComposing) return NONE;
  const stroke = strokeOf(press);
  if (stroke === null) return NONE;
  if (place === "typing" && !WRITES_NOTHING.has(stroke)) return NONE;
  if (place === "control" && CONTROL_KEYS.has(stroke)) return NONE;
  if (place === "row" && ROW_KEYS.has(stroke)) return NONE;

  let starts = false;
  for (const row of SHORTCUTS) {
    if (!active.has(row.id)) continue;
    for (const [first, second] of row.keys as readonly (readonly [string, string?])[]) {
      if (pending !== null) {
        if (second !== undefined && first === pending && fits(second, stroke)) return run(row.id, stroke);
      } else if (second === undefined) {
        if (fits(first, stroke)) return run(row.id, stroke);
      } else if (fits(first, stroke)) starts = true;
    }
  }
  if (pending !== null) return { kind: "swallow" };
  return starts ? { kind: "pending", stroke } : NONE;
}

function run(id: ShortcutId, stroke: string): Match {
  return { kind: "run", id, digit: /^[1-9]$/.test(stroke) ? Number(stroke) : null };
}

/** Whether a press is one of a shortcut's, for what listens itself: a box whose Enter goes on to the next match. */
export function isPressOf(id: ShortcutId, press: KeyPress): boolean {
  const stroke = press.isComposing ? null : strokeOf(press);
  const row = SHORTCUTS.find((candidate) => candidate.id === id);
  return stroke !== null && (row?.keys ?? []).some(([first, second]: readonly string[]) => !second && first === stroke);
}
