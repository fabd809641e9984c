import { describe, expect, it } from "vitest";
import { type PressTarget, pressPlace } from "@/components/keyboard/press-place";

const element = (tagName: string, more: Partial<PressTarget> = {}, role: string | null = null): PressTarget => ({
  tagName,
  isContentEditable: false,
  getAttribute: (name) => (name === "role" ? role : null),
  closest: () => null,
  ...more,
});
const inControl = { closest: () => ({}) };

describe("pressPlace", () => {
  it.each([
    ["a text input", element("INPUT", { type: "text", ...inControl }), "typing"],
    ["a search input", element("INPUT", { type: "search", ...inControl }), "typing"],
    ["a date input", element("INPUT", { type: "date", ...inControl }), "typing"],
    ["a text area", element("TEXTAREA"), "typing"],
    ["a native select, which jumps by letter", element("SELECT"), "typing"],
    ["editable content", element("DIV", { isContentEditable: true }), "typing"],
    ["a combobox", element("BUTTON", inControl, "combobox"), "typing"],
    ["a checkbox", element("INPUT", { type: "checkbox", ...inControl }), "control"],
    ["a radio button", element("INPUT", { type: "radio", ...inControl }), "control"],
    ["a button", element("BUTTON", inControl), "control"],
    ["an icon inside a link", element("svg", inControl), "control"],
    [
      "a row's link",
      element("A", { ...inControl, getAttribute: (name) => (name === "data-walked" ? "" : null) }),
      "row",
    ],
    ["another link", element("A", inControl), "control"],
    ["the body", element("BODY"), "page"],
    ["nothing", null, "page"],
  ] as const)("calls %s its kind", (_name, target, place) => {
    expect(pressPlace(target)).toBe(place);
  });
});
