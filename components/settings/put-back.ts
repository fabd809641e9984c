/** Going back to an earlier value. Pure. */
import { parseSetting, SETTINGS, type SettingName, type SettingValue } from "@/domain/settings/definitions";

/**
 * An earlier value as it can be set today; null where this version of Vigil no longer takes it. Actions that came later stay,
 * retired, since decisions may name them.
 */
export function valueToPutBack<N extends SettingName>(
  name: N,
  earlier: unknown,
  now: SettingValue<N>,
): SettingValue<N> | null {
  if (!SETTINGS[name].schema.safeParse(earlier).success) return null;
  if (name !== "actions") return parseSetting(name, earlier);
  const actions = parseSetting("actions", earlier);
  const later = parseSetting("actions", now).filter(({ id }) => !actions.some((action) => action.id === id));
  return parseSetting(name, [...actions, ...later.map((action) => ({ ...action, retired: true }))]);
}
