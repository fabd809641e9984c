import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { forgetSettings } from "@/domain/settings/current-setting";
import { fallbackOf, parseSetting, SETTINGS, type SettingName } from "@/domain/settings/definitions";
import type { SettingInput } from "@/domain/settings/setting-dto";
import { transitionProblems } from "@/domain/settings/setting-rules";
import { db, type Prisma, type Tx } from "@/lib/db/client";
import { AppError, type FieldProblem } from "@/lib/errors/app-error";
import { newId } from "@/lib/ids/new-id";

function refuse(name: SettingName, errors: FieldProblem[]): AppError {
  return new AppError("INVALID", `${SETTINGS[name].title} cannot be set to this.`, { errors });
}

function checked(name: SettingName, value: unknown): Prisma.InputJsonValue {
  const parsed = SETTINGS[name].schema.safeParse(value);
  if (parsed.success) return parseSetting(name, value) as Prisma.InputJsonValue;
  const errors = parsed.error.issues.map((issue) => ({
    pointer: `/value${issue.path.map((part) => `/${String(part)}`).join("")}`,
    message: issue.message,
  }));
  throw refuse(name, errors);
}

/** The newest change, which stays the newest until the transaction ends. */
async function lockNewest(tx: Tx, name: SettingName) {
  // One writer of a setting at a time: the lock is the name's own.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('setting'), hashtext(${name}))`;
  return tx.settingChange.findFirst({ where: { name }, orderBy: { version: "desc" }, include: { changedBy: true } });
}

function overtaken(newest: Awaited<ReturnType<typeof lockNewest>>): AppError {
  const current = {
    version: newest?.version ?? 0,
    value: newest?.value,
    changedAt: newest?.changedAt.toISOString() ?? null,
    changedBy: newest?.changedBy?.name ?? null,
  };
  return new AppError("CONFLICT", "Somebody has changed this meanwhile. Look at it again, then change it.", {
    members: { current },
  });
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
    const newest = await lockNewest(tx, name);
    const current = newest?.version ?? 0;
    if (current !== input.version) throw overtaken(newest);
    const problems = transitionProblems(name, newest?.value ?? fallbackOf(name), value);
    if (problems.length > 0) throw refuse(name, problems);
    const next = current + 1;
    const changedById = actor.kind === "user" ? actor.userId : null;
    await tx.settingChange.create({ data: { id: newId(), name, version: next, value, note: input.note, changedById } });
    await appendEvent(tx, { type: "settings.setting.changed", actor, facts: { name, version: next } });
    return next;
  });
  forgetSettings();
  return { version };
}
