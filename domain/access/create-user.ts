import "server-only";
import { randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import { type Actor, ROLES, type Role, requireRight } from "@/domain/access/actor";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "@/domain/access/auth";
import { appendEvent } from "@/domain/audit/append-event";
import { db, type Tx } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";
import { typedName } from "@/lib/text/printable";

export const passwordSchema = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `must be at least ${MIN_PASSWORD_LENGTH} characters`)
  .max(MAX_PASSWORD_LENGTH, `must be at most ${MAX_PASSWORD_LENGTH} characters`);
export const emailSchema = z.email("must be an e-mail address").max(254).toLowerCase();
export const personNameSchema = typedName(80);
export const rolesSchema = z.array(z.enum(ROLES)).min(1, "choose at least one role");

export const userInputSchema = z
  .strictObject({
    email: emailSchema,
    name: personNameSchema.optional().meta({ description: "Left out: the part of the address before the @" }),
    roles: rolesSchema,
    password: passwordSchema.optional().meta({ description: "Left out: one is made and given in the answer, once" }),
  })
  .meta({ id: "UserInput" });
export type UserInput = z.infer<typeof userInputSchema>;

export const createdUserSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
    password: z.string().optional().meta({ description: "The one that was made; it is shown here and never again" }),
  })
  .meta({ id: "CreatedUser" });
export type CreatedUser = z.infer<typeof createdUserSchema>;

/** A password a person can copy once: 120 random bits. */
export function generatePassword(): string {
  return randomBytes(15).toString("base64url");
}

/** Writes a user and their password's hash (scrypt, by better-auth). The caller appends the audit event. */
export async function insertUser(
  tx: Tx,
  user: { email: string; name: string; roles: Role[]; password: string },
): Promise<string> {
  const password = await hashPassword(user.password);
  // The same lock as every change of people: of two who add the same address, the second learns that it is taken.
  await holdName(tx, "people");
  const taken = await tx.user.findUnique({ where: { email: user.email } });
  if (taken) throw new AppError("CONFLICT", "Somebody has this e-mail address already. Change that account instead.");
  const id = newId();
  await tx.user.create({ data: { id, email: user.email, name: user.name, roles: user.roles, emailVerified: true } });
  await tx.account.create({ data: { id: newId(), accountId: id, providerId: "credential", userId: id, password } });
  return id;
}

/** Adds a person. Throws FORBIDDEN, CONFLICT when the address is taken. */
export async function createUser(actor: Actor, input: UserInput): Promise<CreatedUser> {
  requireRight(actor, "people.manage");
  const generated = input.password === undefined ? generatePassword() : undefined;
  const roles = [...new Set(input.roles)];
  const name = input.name ?? input.email.split("@")[0] ?? input.email;
  const id = await db().$transaction(async (tx) => {
    const userId = await insertUser(tx, {
      email: input.email,
      name,
      roles,
      password: input.password ?? generated ?? "",
    });
    await appendEvent(tx, { type: "access.user.created", actor, facts: { userId, roles } });
    return userId;
  });
  return { id, email: input.email, roles, ...(generated ? { password: generated } : {}) };
}
