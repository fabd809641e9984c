import "server-only";
import { fallbackOf, parseSetting, type SettingName, type SettingValue } from "@/domain/settings/definitions";
import type { Tx } from "@/lib/db/client";

/**
 * What a setting is, read in a transaction. `currentSetting` takes a connection of its own, which a transaction that is
 * many must not wait for.
 */
export async function settingIn<N extends SettingName>(tx: Tx, name: N): Promise<SettingValue<N>> {
  const newest = await tx.settingChange.findFirst({ where: { name }, orderBy: { version: "desc" } });
  return newest ? parseSetting(name, newest.value) : fallbackOf(name);
}
