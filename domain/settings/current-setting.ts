import "server-only";
import {
  fallbackOf,
  parseSetting,
  SETTING_NAMES,
  type SettingName,
  type SettingValue,
} from "@/domain/settings/definitions";
import { db } from "@/lib/db/client";

/** A change made by one process is followed by the others within this time, in milliseconds. */
const FRESH_MS = 2_000;

type Values = { [N in SettingName]: SettingValue<N> };
const holder = globalThis as typeof globalThis & { vigilSettings?: { at: number; values: Promise<Values> } };

async function loadSettings(): Promise<Values> {
  const newest = await db().settingChange.findMany({
    distinct: ["name"],
    orderBy: [{ name: "asc" }, { version: "desc" }],
  });
  const stored = new Map(newest.map(({ name, value }) => [name, value]));
  const entries = SETTING_NAMES.map((name) => [
    name,
    stored.has(name) ? parseSetting(name, stored.get(name)) : fallbackOf(name),
  ]);
  return Object.fromEntries(entries) as Values;
}

/** What a setting is now: its newest change, else what the product begins with. Read anew every two seconds. */
export async function currentSetting<N extends SettingName>(name: N): Promise<SettingValue<N>> {
  const now = Date.now();
  if (!holder.vigilSettings || now - holder.vigilSettings.at >= FRESH_MS) {
    const values = loadSettings();
    holder.vigilSettings = { at: now, values };
    values.catch(() => forgetSettings());
  }
  return (await holder.vigilSettings.values)[name];
}

/** Makes the next look go to the database: after a change made by this process. */
export function forgetSettings(): void {
  delete holder.vigilSettings;
}
