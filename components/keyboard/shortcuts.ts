/**
 * Every key of the desk, once. The listener, the `?` sheet, the hints beside buttons and the end-to-end tests read this
 * table; nothing else names a key.
 *
 * `keys` holds alternatives; an alternative is one or more strokes pressed in turn. A stroke is a key as the browser names
 * it ("n", "Enter", "?"), "Mod+Enter", "Mod+k", "Shift+Enter", or "1-9" for any digit.
 */
export type ShortcutScope = "global" | "queue" | "case" | "find";

type ShortcutRow = {
  id: string;
  keys: readonly (readonly string[])[];
  label: string;
  section: string;
  scope: ShortcutScope;
};

export const SHORTCUTS = [
  { id: "palette", keys: [["Mod+k"]], label: "Find an action or a place", section: "Anywhere", scope: "global" },
  { id: "help", keys: [["?"]], label: "Show the keys", section: "Anywhere", scope: "global" },
  { id: "go-triage", keys: [["g", "t"]], label: "Go to triage", section: "Go to", scope: "global" },
  { id: "go-conversations", keys: [["g", "c"]], label: "Go to conversations", section: "Go to", scope: "global" },
  { id: "go-find", keys: [["g", "f"]], label: "Find a conversation", section: "Go to", scope: "global" },
  { id: "go-ingest", keys: [["g", "i"]], label: "Go to ingest", section: "Go to", scope: "global" },
  { id: "go-measure", keys: [["g", "m"]], label: "Go to measure", section: "Go to", scope: "global" },
  { id: "go-audit", keys: [["g", "a"]], label: "Go to audit", section: "Go to", scope: "global" },
  { id: "go-admin", keys: [["g", "d"]], label: "Go to admin", section: "Go to", scope: "global" },
  { id: "go-alerts", keys: [["g", "b"]], label: "Go to alerts", section: "Go to", scope: "global" },
  { id: "next-case", keys: [["n"]], label: "Take the next case", section: "Queue", scope: "queue" },
  { id: "move-down", keys: [["j"], ["ArrowDown"]], label: "Next in the list", section: "Queue", scope: "queue" },
  { id: "move-up", keys: [["k"], ["ArrowUp"]], label: "Previous in the list", section: "Queue", scope: "queue" },
  { id: "open", keys: [["Enter"]], label: "Open", section: "Queue", scope: "queue" },
  { id: "answer-alert", keys: [["y"]], label: "Answer the alert", section: "Queue", scope: "queue" },
  { id: "find", keys: [["/"]], label: "Find in the conversation", section: "Read", scope: "case" },
  { id: "find-next", keys: [["Enter"]], label: "Next match, while finding", section: "Read", scope: "find" },
  {
    id: "find-previous",
    keys: [["Shift+Enter"]],
    label: "Previous match, while finding",
    section: "Read",
    scope: "find",
  },
  { id: "next-marked", keys: [["."]], label: "Next message the reading points at", section: "Read", scope: "case" },
  { id: "previous-marked", keys: [[","]], label: "The one before it", section: "Read", scope: "case" },
  { id: "unveil", keys: [["v"]], label: "Show the next veiled message", section: "Read", scope: "case" },
  { id: "unveil-all", keys: [["b"]], label: "Show all veiled messages, or veil them", section: "Read", scope: "case" },
  { id: "earlier", keys: [["h"]], label: "Earlier conversations of this person", section: "Read", scope: "case" },
  { id: "policies", keys: [["p"]], label: "Show or hide the policies", section: "Read", scope: "case" },
  { id: "show-newer", keys: [["w"]], label: "Show what is new", section: "Read", scope: "case" },
  { id: "agree-all", keys: [["a"]], label: "Agree with all of it", section: "Decide", scope: "case" },
  { id: "nothing-present", keys: [["x"]], label: "Nothing is present", section: "Decide", scope: "case" },
  { id: "select-risk", keys: [["1-9"]], label: "Select a risk", section: "Decide", scope: "case" },
  { id: "edit-risk", keys: [["e"]], label: "Correct the selected risk", section: "Decide", scope: "case" },
  { id: "add-risk", keys: [["m"]], label: "Add a missed risk", section: "Decide", scope: "case" },
  { id: "note", keys: [["o"]], label: "Write a note", section: "Decide", scope: "case" },
  { id: "template", keys: [["t"]], label: "Begin the note from a template", section: "Decide", scope: "case" },
  { id: "side-first", keys: [["f"]], label: "Side with the first decision", section: "Decide", scope: "case" },
  { id: "side-second", keys: [["d"]], label: "Side with the second decision", section: "Decide", scope: "case" },
  { id: "correct", keys: [["c"]], label: "Correct the decision", section: "Decide", scope: "case" },
  { id: "save", keys: [["Mod+Enter"]], label: "Save the decision", section: "Decide", scope: "case" },
  { id: "undo", keys: [["u"]], label: "Undo the last decision", section: "Decide", scope: "case" },
  { id: "release", keys: [["r"]], label: "Release the case", section: "Hand on", scope: "case" },
  { id: "skip", keys: [["s"]], label: "Skip the case", section: "Hand on", scope: "case" },
  { id: "snooze", keys: [["z"]], label: "Set the case aside for a while", section: "Hand on", scope: "case" },
  { id: "escalate", keys: [["l"]], label: "Escalate to a lead", section: "Hand on", scope: "case" },
  // Keys of the queue that mean something else in a case: the two are never on one screen.
  { id: "list-start", keys: [["Home"]], label: "Top of the list", section: "Queue", scope: "queue" },
  { id: "list-end", keys: [["End"]], label: "End of the list", section: "Queue", scope: "queue" },
  { id: "filter", keys: [["/"]], label: "Filter", section: "Queue", scope: "queue" },
  { id: "mark", keys: [["x"]], label: "Mark the case", section: "Queue", scope: "queue" },
  { id: "view", keys: [["1-9"]], label: "Switch to a view", section: "Queue", scope: "queue" },
  { id: "step-back", keys: [["Escape"]], label: "Step back", section: "Anywhere", scope: "case" },
] as const satisfies readonly ShortcutRow[];

export type Shortcut = (typeof SHORTCUTS)[number];
export type ShortcutId = Shortcut["id"];

/** The row of one shortcut. */
function shortcut(id: ShortcutId): Shortcut {
  const row = SHORTCUTS.find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`no shortcut is called ${id}`);
  return row;
}

/** The first way to press it, as key caps to show: ["g", "t"], ["Mod", "Enter"], ["1–9"]. */
export function shortcutKeys(id: ShortcutId): string[] {
  return keyCaps(shortcut(id).keys[0]);
}

const SHORT_NAMES: Readonly<Record<string, string>> = { Escape: "Esc" };

/** A name with its keys, for a button that shows none: "Back to triage (Esc)". */
export function withKeys(name: string, id: ShortcutId): string {
  const keys = shortcutKeys(id).map((key) => SHORT_NAMES[key] ?? key);
  return `${name} (${keys.join(" ")})`;
}

/** The key cap of one row that a digit selects; none past the ninth. */
export function digitKeys(number: number): string[] {
  return number >= 1 && number <= 9 ? [String(number)] : [];
}

/** One alternative as key caps. */
export function keyCaps(strokes: readonly string[]): string[] {
  return strokes.flatMap((stroke) => (stroke === "1-9" ? ["1–9"] : stroke.split("+")));
}
