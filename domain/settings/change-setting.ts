import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { forgetSettings } from "@/domain/settings/current-setting";
import { parseSetting, SETTINGS, type SettingName } from "@/domain/settings/definitions";
import type { SettingInput } from "@/domain/settings/setting-dto";
import { db, type Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";

function checked<N extends SettingName>(name: N, value: unknown): Prisma.InputJsonValue {
  const parsed = SETTINGS[name].schema.safeParse(value);
  if (parsed.success) return parseSetting(name, value) as Prisma.InputJsonValue;
  const errors = parsed.error.issues.map((issue) => ({
    pointer: `/value${issue.path.map((part) => `/${String(part)}`).join("")}`,
    message: issue.message,
  }));
  throw new AppError("INVALID", `${SETTINGS[name].title} cannot be set to this.`, { errors });
}

/**
 * Sets a setting to a new value, as its next version. Whoever changes what somebody else has just changed is told so.
 * @throws FORBIDDEN, INVALID with a pointer for each part that is wrong, CONFLICT with the version that holds
 */
export async function changeSetting(
  actor: Actor,
  name: SettingName,
  input: SettingInput,
): Promise<{ version: number }> {
  requireRight(actor, "settings.manage");
  const value = checked(name, input.value);
  const version = await db().$transaction(async (tx) => {
    // One writer of a setting at a time: the lock is the name's own.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('setting'), hashtext(${name}))`;
    const newest = await tx.settingChange.aggregate({ where: { name }, _max: { version: true } });
    const current = newest._max.version ?? 0;
    if (current !== input.version) {
      const members = { current: { version: current } };
      throw new AppError("CONFLICT", "Somebody has changed this meanwhile. Look at it again, then change it.", {
        members,
      });
    }
    const next = current + 1;
    const changedById = actor.kind === "user" ? actor.userId : null;
    await tx.settingChange.create({ data: { id: newId(), name, version: next, value, note: input.note, changedById } });
    await appendEvent(tx, { type: "settings.setting.changed", actor, facts: { name, version: next } });
    return next;
  });
  forgetSettings();
  return { version };
}
