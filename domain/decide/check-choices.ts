import "server-only";
import type { ConclusionInput } from "@/domain/decide/decision-input";
import { settingIn } from "@/domain/settings/setting-in";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

function refuse(pointer: string, message: string): never {
  throw new AppError("INVALID", message, { errors: [{ pointer, message }] });
}

/**
 * Checks what was chosen from lists that admins keep: the action, and the policies that were beside the case.
 * @param kept an action that may stay although it was retired since: that of the decision being corrected
 * @throws INVALID
 */
export async function checkChoices(tx: Tx, input: ConclusionInput, kept: string | null = null): Promise<void> {
  const chosen = (await settingIn(tx, "actions")).find(({ id }) => id === input.action);
  if (input.action !== kept && (!chosen || chosen.retired)) {
    refuse("/action", chosen ? "this action can no longer be chosen" : "there is no action with this id");
  }
  const named = [...new Set(input.policyVersionIds ?? [])];
  if (named.length === 0) return;
  const found = await tx.policyVersion.count({ where: { id: { in: named } } });
  if (found !== named.length) refuse("/policyVersionIds", "one of these is not a version of a policy");
}
