import "server-only";
import type { UserActor } from "@/domain/access/actor";
import { countAttempt } from "@/domain/access/attempt-limit";
import { appendEvent } from "@/domain/audit/append-event";
import { db } from "@/lib/db/client";

/** Refusals for too many attempts that are written down in one minute: more would let anybody fill the log. */
const MAX_THROTTLED_EVENTS = 20;

/** Writes down that a person signed out; better-auth removes the session itself. */
export async function recordSignOut(user: UserActor): Promise<void> {
  const facts = { userId: user.userId, reason: "signed_out" } as const;
  await appendEvent(db(), { type: "access.session.ended", actor: user, facts });
}

/** Writes down that somebody could not sign in, and why, without saying who tried. */
export async function recordRefusedSignIn(status: number): Promise<void> {
  const reason = status === 429 ? "too_many_attempts" : status === 403 ? "disabled" : "wrong_credentials";
  if (reason === "too_many_attempts" && !(await countAttempt("throttled", "all", MAX_THROTTLED_EVENTS))) return;
  const actor = { kind: "system", process: "web" } as const;
  await appendEvent(db(), { type: "access.sign_in.refused", actor, facts: { reason } });
}

/** Writes down that a person changed their own password; better-auth writes it and ends the other sessions. */
export async function recordPasswordChange(user: UserActor): Promise<void> {
  const facts = { userId: user.userId, changed: ["password"], roles: [...user.roles], disabled: false };
  await appendEvent(db(), { type: "access.user.changed", actor: user, facts });
}
