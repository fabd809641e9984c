/** What can be chosen in the command palette. Pure. */
import { keyCaps, SHORTCUTS, type ShortcutId } from "@/components/keyboard/shortcuts";

export type PaletteItem = {
  value: string;
  label: string;
  keys: readonly string[];
  does: { run: ShortcutId } | { href: string };
};
export type PaletteGroup = { value: string; items: PaletteItem[] };

/** What only makes sense as a press: a digit is missing, or it belongs to a box, or it is what one is doing. */
const PRESSES: readonly ShortcutId[] = ["select-risk", "find-next", "find-previous", "step-back", "palette", "open"];
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** An id that somebody pasted, alone or in an address. */
function idIn(text: string): string | null {
  return ID.exec(text)?.[0].toLowerCase() ?? null;
}

/** A case or conversation by its id. The label holds the text as it was typed, or the list would filter it away. */
function byId(text: string): PaletteItem[] {
  const id = idIn(text);
  if (id === null) return [];
  const item = (what: string, folder: string): PaletteItem => ({
    value: `${folder} ${id}`,
    label: `Open the ${what} ${text.trim()}`,
    keys: [],
    does: { href: `/${folder}/${id}` },
  });
  return [item("case", "cases"), item("conversation", "conversations")];
}

/**
 * The groups of the palette.
 * @param active the shortcuts that do something on the page
 * @param text what was typed so far
 */
export function paletteGroups(active: ReadonlySet<ShortcutId>, text: string): PaletteGroup[] {
  const rows = SHORTCUTS.filter(({ id }) => active.has(id) && !PRESSES.includes(id));
  const items = (wanted: (row: (typeof rows)[number]) => boolean): PaletteItem[] =>
    rows.filter(wanted).map(({ id, label, keys: [first] }) => ({
      value: id,
      label,
      keys: keyCaps(first),
      does: { run: id },
    }));
  const account = { value: "account", label: "Your account", keys: [], does: { href: "/account" } };
  return [
    { value: "By its id", items: byId(text) },
    { value: "On this page", items: items(({ scope }) => scope !== "global") },
    { value: "Go to", items: [...items(({ section }) => section === "Go to"), account] },
    { value: "Anywhere", items: items(({ scope, section }) => scope === "global" && section !== "Go to") },
  ].filter((group) => group.items.length > 0);
}
