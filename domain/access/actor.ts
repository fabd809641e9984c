import { AppError } from "@/lib/errors/app-error";

export const ROLES = ["reviewer", "lead", "auditor", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking. Every domain function takes one first. */
export type Actor = UserActor | IngestKeyActor | SystemActor;
export type UserActor = {
  kind: "user";
  userId: string;
  name: string;
  email: string;
  roles: readonly Role[];
  sessionId: string;
};
export type IngestKeyActor = { kind: "ingest_key"; keyId: string; sourceId: string };
/** Our own processes, and the person at the command line of the machine. */
export type SystemActor = { kind: "system"; process: "web" | "worker" | "cli" | "start" };

/** What can be done, and which roles may. `admin` may do everything but decide under a name that reviews nothing. */
const RIGHTS = {
  "conversation.submit": ["reviewer", "lead", "admin"],
  "conversation.classify": ["reviewer", "lead", "admin"],
  "conversation.read": ["reviewer", "lead", "auditor", "admin"],
  "case.read": ["reviewer", "lead", "admin"],
  "case.claim": ["reviewer", "lead", "admin"],
  "case.open": ["reviewer", "lead", "admin"],
  "case.decide": ["reviewer", "lead", "admin"],
  "case.lead": ["lead", "admin"],
  "decision.undo.any": ["lead", "admin"],
  "decision.adjudicate": ["lead", "admin"],
  "measure.read": ["auditor", "lead", "admin"],
  "audit.read": ["auditor", "admin"],
  "records.export": ["auditor", "admin"],
  "content.export": ["admin"],
  "source.manage": ["admin"],
  "model.manage": ["admin"],
  "people.manage": ["admin"],
  "settings.manage": ["admin"],
  "settings.read": ["auditor", "admin"],
  "privacy.manage": ["admin"],
  "conversation.find": ["lead", "auditor", "admin"],
  "content.search": ["lead", "auditor", "admin"],
  "policy.read": ["reviewer", "lead", "auditor", "admin"],
  "alert.read": ["reviewer", "lead", "auditor", "admin"],
  "alert.acknowledge": ["reviewer", "lead", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

/** Rights that a key that sends conversations has, on its own source alone. */
const KEY_RIGHTS: readonly Right[] = ["conversation.submit", "conversation.classify", "conversation.read"];

/** Whether the actor has the right, by role. Object-level limits (own source, own claim) are the callee's to check. */
export function hasRight(actor: Actor, right: Right): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "ingest_key") return KEY_RIGHTS.includes(right);
  const allowed: readonly Role[] = RIGHTS[right];
  return actor.roles.some((role) => allowed.includes(role));
}

/** The roles of people who have the right: what the API description says of each call. */
export function rolesWith(right: Right): readonly Role[] {
  return RIGHTS[right];
}

/** Throws `FORBIDDEN` unless the actor has the right. The first line of every domain function. */
export function requireRight(actor: Actor, right: Right): void {
  if (!hasRight(actor, right)) {
    const says = `This needs one of the roles: ${rolesWith(right).join(", ")}.`;
    throw new AppError("FORBIDDEN", says, { refused: right });
  }
}

/** The same for what only a signed-in person can do: returns the person. Throws `FORBIDDEN`. */
export function requireUser(actor: Actor, right: Right): UserActor {
  requireRight(actor, right);
  if (actor.kind !== "user") throw new AppError("FORBIDDEN", "Only a signed-in person can do this.");
  return actor;
}
