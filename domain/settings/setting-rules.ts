/** What a setting's next value owes to the one before it. Pure. */
import { parseSetting, type SettingName } from "@/domain/settings/definitions";
import type { FieldProblem } from "@/lib/errors/app-error";

/**
 * What is wrong with going from one value to another. Decisions name actions by their id, so an action that was ever there
 * stays, retired: else nobody could tell what had been done.
 */
export function transitionProblems(name: SettingName, before: unknown, after: unknown): FieldProblem[] {
  if (name !== "actions") return [];
  const kept = new Set(parseSetting("actions", after).map(({ id }) => id));
  return parseSetting("actions", before)
    .filter(({ id }) => !kept.has(id))
    .map(({ id, label }) => ({
      pointer: "/value",
      message: `“${label}” (${id}) can be retired and not removed: decisions may name it`,
    }));
}
