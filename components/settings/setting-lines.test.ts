import { describe, expect, it } from "vitest";
import { diffSetting, settingLines } from "@/components/settings/setting-lines";
import { fallbackOf, SETTING_NAMES } from "@/domain/settings/definitions";

const actions = fallbackOf("actions");

describe("what a setting says", () => {
  it.each(SETTING_NAMES)("has words for each part of it: %s", (name) => {
    const lines = settingLines(name, fallbackOf(name));
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
    expect(lines.map(({ text }) => text).join(" ")).not.toMatch(/undefined|NaN|\[object/);
    expect(diffSetting(name, fallbackOf(name), fallbackOf(name))).toEqual([]);
  });

  it("of a form that is no longer understood is shown as it was stored", () => {
    expect(settingLines("undo", { minutes: 1 })).toEqual([
      { key: "stored", label: "As stored", text: '{"minutes":1}' },
    ]);
  });
});

describe("what changed", () => {
  it("names only what differs, in units that people use", () => {
    const tiers = fallbackOf("tiers");
    const after = { ...tiers, dueSeconds: [60, 600, 1800, 86_400] };
    expect(diffSetting("tiers", tiers, after)).toEqual([
      { key: "due1", label: "T1 is due within", before: "5 min", after: "10 min" },
    ]);
  });

  it("of a list tells what was added, renamed, retired and taken away", () => {
    const [first, second, ...rest] = actions;
    if (!first || !second) throw new Error("too few actions");
    const after = [
      { ...first, label: "Nothing to do" },
      { ...second, retired: true },
      ...rest.slice(1),
      { id: "called", label: "Called", retired: false },
    ];
    expect(diffSetting("actions", actions, after).map(({ label, before, after }) => [label, before, after])).toEqual([
      [`Action ${first.id}`, first.label, "Nothing to do"],
      [`Action ${second.id}`, second.label, `${second.label} (retired)`],
      ["Action called", null, "Called"],
      [`Action ${rest[0]?.id}`, rest[0]?.label, null],
    ]);
  });

  it("of a list tells its order where nothing else differs", () => {
    const [only] = diffSetting("actions", actions, [...actions].reverse());
    expect(only?.label).toBe("Order");
    expect(only?.after?.startsWith("Emergency services informed, ")).toBe(true);
  });
});
