import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { emailSchema, insertUser, passwordSchema, personNameSchema } from "@/domain/access/create-user";
import { appendEvent } from "@/domain/audit/append-event";
import { db } from "@/lib/db/client";
import { holdName } from "@/lib/db/hold-name";
import { loadEnv } from "@/lib/env/env";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";

const LINK_HOURS = 24;

export const firstAdminSchema = z
  .strictObject({
    token: z.string().min(1).max(100),
    name: personNameSchema,
    email: emailSchema,
    password: passwordSchema,
  })
  .meta({ id: "FirstAdmin" });
export type FirstAdmin = z.infer<typeof firstAdminSchema>;

function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}

/**
 * A fresh one-time link with which the first admin makes their account; null once there is somebody. Links given before
 * stop working.
 */
export async function issueFirstAdminLink(): Promise<string | null> {
  const token = randomBytes(32).toString("base64url");
  const made = await db().$transaction(async (tx) => {
    if ((await tx.user.count()) > 0) return false;
    await tx.setupToken.deleteMany({});
    const expiresAt = new Date(Date.now() + LINK_HOURS * 60 * 60 * 1000);
    await tx.setupToken.create({ data: { id: newId(), tokenHash: hashToken(token), expiresAt } });
    return true;
  });
  return made ? `${loadEnv().baseUrl}/setup?token=${token}` : null;
}

/** Whether a link still works: for the page behind it. */
export async function isFirstAdminLinkOpen(token: string): Promise<boolean> {
  const row = await db().setupToken.findUnique({ where: { tokenHash: hashToken(token) } });
  return row !== null && row.usedAt === null && row.expiresAt > new Date() && (await db().user.count()) === 0;
}

/** Makes the first account, with the admin and reviewer roles, from a one-time link. Throws FORBIDDEN for a used or old link. */
export async function createFirstAdmin(input: FirstAdmin): Promise<void> {
  await db().$transaction(async (tx) => {
    await holdName(tx, "people");
    const used = await tx.setupToken.updateMany({
      where: { tokenHash: hashToken(input.token), usedAt: null, expiresAt: { gt: new Date() } },
      data: { usedAt: new Date() },
    });
    if (used.count === 0 || (await tx.user.count()) > 0) {
      throw new AppError("FORBIDDEN", "This link was used or is too old. Start Vigil again to get a new one.");
    }
    const { token: _, ...person } = input;
    const userId = await insertUser(tx, { ...person, roles: ["admin", "lead", "reviewer"] });
    await appendEvent(tx, {
      type: "access.admin.created",
      actor: { kind: "system", process: "start" },
      facts: { userId },
    });
  });
}
