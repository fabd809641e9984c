import "server-only";
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import { type Actor, type Role, requireRight } from "@/domain/access/actor";
import { generatePassword, personNameSchema, rolesSchema } from "@/domain/access/create-user";
import { appendEvent } from "@/domain/audit/append-event";
import { db, type Tx } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";

export const userChangeSchema = z
  .strictObject({
    name: personNameSchema.optional(),
    roles: rolesSchema.optional(),
    disabled: z.boolean().optional(),
    newPassword: z
      .literal(true)
      .optional()
      .meta({ description: "Makes a new password and ends the person's sessions" }),
  })
  .refine((change) => Object.keys(change).length > 0, "say what to change")
  .meta({ id: "UserChange" });
export type UserChange = z.infer<typeof userChangeSchema>;

export const changedUserSchema = z
  .object({ password: z.string().optional().meta({ description: "The new one, where one was asked for; shown once" }) })
  .meta({ id: "ChangedUser" });
export type ChangedUser = z.infer<typeof changedUserSchema>;

function isActiveAdmin(user: { disabledAt: Date | null; roles: readonly Role[] }): boolean {
  return user.disabledAt === null && user.roles.includes("admin");
}

/** There must always be somebody who can let others in. */
async function requireAnAdmin(tx: Tx): Promise<void> {
  const admins = await tx.user.count({ where: { disabledAt: null, roles: { has: "admin" } } });
  if (admins === 0) throw new AppError("CONFLICT", "This is the last admin. Make somebody else an admin first.");
}

/**
 * Changes a person's name, roles, password or whether they may sign in. Disabling, and a new password, end all their
 * sessions at once.
 * @returns the new password where one was asked for; it is shown once
 * @throws FORBIDDEN, NOT_FOUND, CONFLICT (the last admin)
 */
export async function changeUser(actor: Actor, userId: string, change: UserChange): Promise<ChangedUser> {
  requireRight(actor, "people.manage");
  const password = change.newPassword ? generatePassword() : undefined;
  await db().$transaction(async (tx) => {
    // One change of people at a time, so that two admins cannot remove each other in the same moment.
    await holdName(tx, "people");
    const before = isId(userId) ? await tx.user.findUnique({ where: { id: userId } }) : null;
    if (!before) throw new AppError("NOT_FOUND", "There is no person with this id.");
    const disabledAt = change.disabled ? (before.disabledAt ?? new Date()) : null;
    const after = await tx.user.update({
      where: { id: userId },
      data: {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.roles === undefined ? {} : { roles: [...new Set(change.roles)] }),
        ...(change.disabled === undefined ? {} : { disabledAt }),
      },
    });
    if (isActiveAdmin(before) && !isActiveAdmin(after)) await requireAnAdmin(tx);
    if (password !== undefined) {
      const hash = await hashPassword(password);
      await tx.account.updateMany({ where: { userId, providerId: "credential" }, data: { password: hash } });
    }
    const endsSessions = change.disabled === true || password !== undefined;
    const ended = endsSessions ? await tx.session.deleteMany({ where: { userId } }) : { count: 0 };
    const facts = {
      userId,
      changed: Object.keys(change).sort(),
      roles: after.roles,
      disabled: after.disabledAt !== null,
    };
    await appendEvent(tx, { type: "access.user.changed", actor, facts });
    if (change.disabled && ended.count > 0) {
      await appendEvent(tx, { type: "access.session.ended", actor, facts: { userId, reason: "disabled" } });
    }
  });
  return password === undefined ? {} : { password };
}
