import "server-only";
import { z } from "zod";
import { type Actor, ROLES, requireRight } from "@/domain/access/actor";
import { db } from "@/lib/db/client";

export const userSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
    disabledAt: z.iso.datetime().nullable(),
    lastSeenAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "User" });
export type UserDto = z.infer<typeof userSchema>;

export const userListSchema = z.object({ items: z.array(userSchema) }).meta({ id: "UserList" });

/** Everybody with an account, in the order they were added. Throws FORBIDDEN. */
export async function listUsers(actor: Actor): Promise<UserDto[]> {
  requireRight(actor, "people.manage");
  const rows = await db().user.findMany({
    orderBy: { createdAt: "asc" },
    include: { sessions: { orderBy: { lastSeenAt: "desc" }, take: 1, select: { lastSeenAt: true } } },
  });
  return rows.map(({ id, name, email, roles, disabledAt, createdAt, sessions }) => ({
    id,
    name,
    email,
    roles,
    disabledAt: disabledAt?.toISOString() ?? null,
    lastSeenAt: sessions[0]?.lastSeenAt.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }));
}
