import "server-only";
import type { UserActor } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { db } from "@/lib/db/client";

/** Writes down that a person signed out; better-auth removes the session itself. */
export async function recordSignOut(user: UserActor): Promise<void> {
  const facts = { userId: user.userId, reason: "signed_out" } as const;
  await appendEvent(db(), { type: "access.session.ended", actor: user, facts });
}

/** Writes down that somebody could not sign in, and why, without saying who tried. */
export async function recordRefusedSignIn(status: number): Promise<void> {
  const reason = status === 429 ? "too_many_attempts" : status === 403 ? "disabled" : "wrong_credentials";
  const actor = { kind: "system", process: "web" } as const;
  await appendEvent(db(), { type: "access.sign_in.refused", actor, facts: { reason } });
}
