import type { PressPlace } from "@/components/keyboard/match-shortcut";

/** The part of an element that matters here; a real HTMLElement fits. */
export type PressTarget = {
  tagName?: string;
  type?: string;
  isContentEditable?: boolean;
  getAttribute?: (name: string) => string | null;
  closest?: (selectors: string) => unknown;
};

const NOT_TYPED_IN = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "color", "file", "image"]);
const TYPING_ROLES = new Set(["textbox", "searchbox", "combobox", "listbox", "spinbutton"]);
/** A press on a control inside one of these is the control's own: buttons, links, radio groups, tabs, menus. */
const CONTROLS = "button, a[href], input, summary, [role=tab], [role=radio], [role=button], [role=menuitem]";

/** Where a key press landed: in something one types in, on a control that has keys of its own, or on the page. */
export function pressPlace(target: PressTarget | null): PressPlace {
  if (target === null) return "page";
  const tag = target.tagName?.toUpperCase();
  if (target.isContentEditable || tag === "TEXTAREA" || tag === "SELECT") return "typing";
  if (tag === "INPUT" && !NOT_TYPED_IN.has(target.type ?? "text")) return "typing";
  const role = target.getAttribute?.("role");
  if (role !== null && role !== undefined && TYPING_ROLES.has(role)) return "typing";
  if (tag === "A" && target.getAttribute?.("data-walked") === "") return "row";
  return target.closest?.(CONTROLS) ? "control" : "page";
}
