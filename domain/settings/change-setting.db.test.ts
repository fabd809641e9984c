import { beforeAll, describe, expect, it } from "vitest";
import { changeSetting } from "@/domain/settings/change-setting";
import { currentSetting } from "@/domain/settings/current-setting";
import { fallbackOf, parseSetting, SETTING_NAMES } from "@/domain/settings/definitions";
import { listSettingChanges, listSettings } from "@/domain/settings/list-settings";
import { openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

beforeAll(openDesk);

describe("settings", () => {
  it.each(SETTING_NAMES)("begin with a value that fits: %s", (name) => {
    expect(parseSetting(name, fallbackOf(name))).toEqual(fallbackOf(name));
  });

  it("hold at once where they were changed, with who, when and why", async () => {
    const admin = await person("admin");
    const input = { version: 0, value: { seconds: 20 }, note: "people asked for it" };
    expect(await changeSetting(admin, "undo", input)).toEqual({ version: 1 });
    expect(await currentSetting("undo")).toEqual({ seconds: 20 });
    const { items } = await listSettingChanges(admin, "undo");
    expect(items).toMatchObject([
      { version: 1, value: { seconds: 20 }, note: "people asked for it", changedBy: admin.name },
    ]);
    expect((await listSettings(admin)).find(({ name }) => name === "undo")).toMatchObject({ version: 1 });
    expect(await db().auditEvent.count({ where: { type: "settings.setting.changed" } })).toBe(1);
  });

  it("are changed by one of two who read the same version; the other is told", async () => {
    const admin = await person("admin");
    const change = (share: number) =>
      changeSetting(admin, "model_visibility", {
        version: 0,
        value: { flagged: share > 1 ? "shown" : "own_reading_first" },
        note: "",
      });
    const ended = await Promise.allSettled([change(1), change(2), change(3)]);
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of ended) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "CONFLICT" });
  });

  it.each([
    ["tiers", { dueSeconds: [60, 30, 1800, 86400], ageing: true }, "/value"],
    ["undo", { seconds: 1 }, "/value/seconds"],
    ["undo", { seconds: 10, minutes: 1 }, "/value"],
    [
      "actions",
      [
        { id: "a", label: "A" },
        { id: "a", label: "B" },
      ],
      "/value/1/id",
    ],
    ["actions", [{ id: "a", label: "A", retired: true }], "/value"],
    ["alerts", { ...fallbackOf("alerts"), allowedNetworks: ["anywhere"] }, "/value/allowedNetworks/0"],
  ] as const)("refuse what cannot be: %s", async (name, value, pointer) => {
    const before = await db().settingChange.count();
    const refused = await changeSetting(await person("admin"), name, { version: 0, value, note: "" }).catch((e) => e);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ code: "INVALID", extra: { errors: [{ pointer }] } });
    expect(await db().settingChange.count()).toBe(before);
  });

  it.each(["reviewer", "lead", "auditor"] as const)(
    "are not for a %s to change, and read by auditors alone",
    async (role) => {
      const actor = await person(role);
      await expect(
        changeSetting(actor, "undo", { version: 0, value: { seconds: 30 }, note: "" }),
      ).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      if (role === "auditor") {
        expect((await listSettings(actor)).map(({ name }) => name)).toEqual(SETTING_NAMES);
        expect((await listSettingChanges(actor, null)).items.length).toBeGreaterThan(0);
        return;
      }
      await expect(listSettings(actor)).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(listSettingChanges(actor, null)).rejects.toMatchObject({ code: "FORBIDDEN" });
    },
  );

  it("keep an action that was ever there: decisions name it", async () => {
    const admin = await person("admin");
    const [first, ...rest] = fallbackOf("actions");
    if (!first) throw new Error("there are no actions");
    await expect(changeSetting(admin, "actions", { version: 0, value: rest, note: "" })).rejects.toMatchObject({
      code: "INVALID",
      extra: { errors: [{ pointer: "/value", message: expect.stringContaining(first.label) }] },
    });
    const retired = [...rest, { ...first, retired: true }];
    expect(await changeSetting(admin, "actions", { version: 0, value: retired, note: "" })).toEqual({ version: 1 });
    expect(await currentSetting("actions")).toEqual(retired);
  });

  it("show what held before each change, page after page, of one and of all", async () => {
    const admin = await person("admin");
    for (let version = 0; version < 32; version += 1)
      await changeSetting(admin, "alerts", {
        version,
        value: { ...fallbackOf("alerts"), emptyDeskSeconds: 121 + version },
        note: "",
      });
    const first = await listSettingChanges(admin, "alerts");
    const second = await listSettingChanges(admin, "alerts", { cursor: first.nextCursor ?? "" });
    const all = [...first.items, ...second.items];
    expect(all.map(({ version }) => version)).toEqual(Array.from({ length: 32 }, (_, index) => 32 - index));
    expect(second.nextCursor).toBeNull();
    for (const { version, before } of all) expect(before).toMatchObject({ emptyDeskSeconds: 119 + version });
    const everything = await listSettingChanges(admin, null);
    expect(everything.items.slice(0, 30)).toEqual(first.items);
    expect(everything.nextCursor).not.toBeNull();
  });

  it("tell whoever comes second what holds now, and by whom", async () => {
    const [admin, other] = [await person("admin"), await person("admin")];
    const value = { ...fallbackOf("wellbeing"), breakMinutes: 15 };
    await changeSetting(other, "wellbeing", { version: 0, value, note: "" });
    const late = changeSetting(admin, "wellbeing", { version: 0, value: fallbackOf("wellbeing"), note: "" });
    await expect(late).rejects.toMatchObject({
      code: "CONFLICT",
      extra: { members: { current: { version: 1, value, changedBy: other.name } } },
    });
  });
});
