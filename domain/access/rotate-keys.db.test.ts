import { beforeAll, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { openInstallation } from "@/domain/access/open-installation";
import { getKeyStatus, rotateKeys } from "@/domain/access/rotate-keys";
import { clear, conversationRead, openDesk, person, textsOf } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

let admin: UserActor;

beforeAll(async () => {
  process.env.VIGIL_WRAPPING_SECRETS = "2:only-for-tests-of-rotation-0123456789abcdef";
  await openDesk();
  await openInstallation();
  admin = await person("admin");
});

it("wraps every data key under the newest version and opens all that was sealed before", async () => {
  const before = await conversationRead(admin, clear, "words from before");
  expect(await getKeyStatus(admin)).toMatchObject({ version: 1, known: [1, 2], byVersion: [{ version: 1 }] });
  const keys = await db().dataKey.count({ where: { wrapped: { not: null } } });
  expect(await rotateKeys(admin)).toEqual({ version: 2, rewrapped: keys, left: 0, unreadable: 0 });
  expect(await textsOf(before)).toEqual(["words from before"]);
  const after = await conversationRead(admin, clear, "words from after");
  expect(await textsOf(after)).toEqual(["words from after"]);
  expect((await getKeyStatus(admin)).byVersion).toEqual([{ version: 2, keys: expect.any(Number) }]);
  await expect(rotateKeys(admin)).rejects.toMatchObject({ code: "CONFLICT" });
  const events = await db().auditEvent.findMany({
    where: { type: { startsWith: "access.keys." } },
    orderBy: { seq: "asc" },
  });
  expect(events.map(({ canonical }) => JSON.parse(canonical))).toMatchObject([
    { type: "access.keys.version_raised", facts: { from: 1, version: 2 } },
    { type: "access.keys.rotated", facts: { version: 2, keys, left: 0 } },
  ]);
});

it("says in the log that a new version is in force also where nothing is there to wrap anew", async () => {
  await db().installation.update({ where: { id: 1 }, data: { kekVersion: 1 } });
  expect(await rotateKeys(admin)).toEqual({ version: 2, rewrapped: 0, left: 0, unreadable: 0 });
  expect(await db().auditEvent.count({ where: { type: "access.keys.version_raised" } })).toBe(2);
});

it("goes on with what was left, passes over a key that is damaged, and says so", async () => {
  const id = await conversationRead(admin, clear, "words of a damaged key");
  const { dataKeyId } = await db().conversation.findUniqueOrThrow({ where: { id } });
  await db().dataKey.update({ where: { id: dataKeyId }, data: { kekVersion: 1 } });
  expect(await rotateKeys(admin)).toEqual({ version: 2, rewrapped: 0, left: 1, unreadable: 1 });
});

it("starts nowhere without the secret that data keys need", async () => {
  await db().installation.update({ where: { id: 1 }, data: { kekVersion: 3 } });
  await expect(openInstallation()).rejects.toThrow("version 3");
});

it("is for admins", async () => {
  const lead = await person("lead", "auditor");
  await expect(rotateKeys(lead)).rejects.toMatchObject({ code: "FORBIDDEN" });
});
