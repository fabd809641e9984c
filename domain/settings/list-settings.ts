import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { fallbackOf, SETTING_NAMES, SETTINGS, type SettingName } from "@/domain/settings/definitions";
import type { Setting, SettingHistory } from "@/domain/settings/setting-dto";
import { db } from "@/lib/db/client";

const HISTORY = 200;

/** Every setting with the value that holds. Throws FORBIDDEN. */
export async function listSettings(actor: Actor): Promise<Setting[]> {
  requireRight(actor, "settings.manage");
  const newest = await db().settingChange.findMany({
    distinct: ["name"],
    orderBy: [{ name: "asc" }, { version: "desc" }],
    include: { changedBy: true },
  });
  return SETTING_NAMES.map((name) => {
    const change = newest.find((row) => row.name === name);
    return {
      name,
      title: SETTINGS[name].title,
      value: change?.value ?? fallbackOf(name),
      fallback: fallbackOf(name),
      version: change?.version ?? 0,
      changedAt: change?.changedAt.toISOString() ?? null,
      changedBy: change?.changedBy?.name ?? null,
    };
  });
}

/** The changes of one setting, newest first, the last 200 of them. Throws FORBIDDEN. */
export async function listSettingChanges(actor: Actor, name: SettingName): Promise<SettingHistory> {
  requireRight(actor, "settings.manage");
  const rows = await db().settingChange.findMany({
    where: { name },
    orderBy: { version: "desc" },
    take: HISTORY,
    include: { changedBy: true },
  });
  const items = rows.map(({ version, value, note, changedAt, changedBy }) => ({
    version,
    value,
    note,
    changedAt: changedAt.toISOString(),
    changedBy: changedBy?.name ?? null,
  }));
  return { items };
}
