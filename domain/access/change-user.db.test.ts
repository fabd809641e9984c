import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeUser, type UserChange, userChangeSchema } from "@/domain/access/change-user";
import { countReviewers } from "@/domain/access/count-reviewers";
import { createUser } from "@/domain/access/create-user";
import { signIn } from "@/domain/access/testing/browser";
import { openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);
beforeEach(() => db().user.deleteMany());

const admins = () => db().user.count({ where: { disabledAt: null, roles: { has: "admin" } } });
const changes = () => db().auditEvent.count({ where: { type: "access.user.changed" } });

describe("the last admin", () => {
  it.each<[string, UserChange]>([
    ["be disabled", { disabled: true }],
    ["lose the role", { roles: ["lead", "auditor"] }],
    ["do both at once", { roles: ["reviewer"], disabled: true }],
  ])("cannot %s, and nothing is recorded of the try", async (_, change) => {
    const admin = await person("admin", "reviewer");
    await person("reviewer");
    const disabledAdmin = await person("admin");
    await changeUser(admin, disabledAdmin.userId, { disabled: true });
    const before = await changes();
    await expect(changeUser(admin, admin.userId, change)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await db().user.findUniqueOrThrow({ where: { id: admin.userId } })).toMatchObject({
      roles: ["admin", "reviewer"],
      disabledAt: null,
    });
    expect(await changes()).toBe(before);
  });

  it("may do anything else", async () => {
    const admin = await person("admin", "reviewer");
    await changeUser(admin, admin.userId, { roles: ["admin"], name: "Renamed", disabled: false });
    expect(await admins()).toBe(1);
  });

  it.each<[string, UserChange]>([
    ["demote", { roles: ["reviewer"] }],
    ["disable", { disabled: true }],
  ])("is left over when two admins %s each other in the same moment", async (_, change) => {
    for (let round = 0; round < 5; round += 1) {
      await db().user.deleteMany();
      const [one, two] = [await person("admin"), await person("admin")];
      const race = await Promise.allSettled([changeUser(one, two.userId, change), changeUser(two, one.userId, change)]);
      expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await admins()).toBe(1);
    }
  });

  it("does not hold up changes of others on a desk whose people were all added at the command line without an admin", async () => {
    const { userId } = await person("reviewer");
    await changeUser({ kind: "system", process: "cli" }, userId, { roles: ["auditor"] });
    expect(await db().user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({ roles: ["auditor"] });
  });
});

describe("changing a person", () => {
  it("keeps the sessions and the state when only the name or the roles change", async () => {
    const admin = await person("admin");
    const { userId, email } = await person("reviewer");
    await signIn(email);
    await changeUser(admin, userId, { name: "Renamed", roles: ["lead", "lead"] });
    expect(await db().session.count({ where: { userId } })).toBe(1);
    expect(await db().user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({
      name: "Renamed",
      roles: ["lead"],
      disabledAt: null,
    });
  });

  it("makes a new password that nobody stored, and records that but not the password", async () => {
    const admin = await person("admin");
    const { userId, email } = await person("reviewer");
    const { password = "" } = await changeUser(admin, userId, { newPassword: true });
    expect(Buffer.from(password, "base64url").byteLength).toBeGreaterThanOrEqual(15);
    await expect(signIn(email)).rejects.toThrow("401");
    await signIn(email, password);
    const [event] = await db().auditEvent.findMany({
      where: { type: "access.user.changed" },
      orderBy: { seq: "desc" },
      take: 1,
    });
    expect(event).toMatchObject({ actorKind: "user", actorId: admin.userId });
    expect(event?.canonical).toContain('"changed":["newPassword"]');
    expect(event?.canonical).not.toContain(password);
  });

  it.each(["nobody", "", "a\u0000b", "01900000-0000-7000-8000-000000000000"])(
    "answers that there is nobody with the id “%s”",
    async (id) => {
      const admin = await person("admin");
      await expect(changeUser(admin, id, { name: "New" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    },
  );

  it.each([
    {},
    { roles: [] },
    { roles: ["owner"] },
    { newPassword: false },
    { email: "new@example.org" },
    { id: "1" },
    { name: "" },
  ])("does not take %j", (change) => {
    expect(userChangeSchema.safeParse(change).success).toBe(false);
  });
});

describe("adding a person", () => {
  it("refuses an address that is taken, in whatever case, and adds nobody", async () => {
    const admin = await person("admin");
    await expect(createUser(admin, { email: admin.email, roles: ["reviewer"] })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await db().user.count()).toBe(1);
  });

  it("adds one person when ten requests add the same address in the same moment", async () => {
    const admin = await person("admin");
    const race = await Promise.allSettled(
      Array.from({ length: 10 }, () => createUser(admin, { email: "same@example.org", roles: ["reviewer"] })),
    );
    expect(race.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const each of race) if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "CONFLICT" });
    expect(await db().user.count()).toBe(2);
  });
});

describe("those who may review", () => {
  it("are counted without auditors and whoever was disabled", async () => {
    const admin = await person("admin");
    await person("auditor");
    expect(await countReviewers(admin)).toBe(1);
    const { userId } = await person("reviewer");
    expect(await countReviewers(admin)).toBe(2);
    await changeUser(admin, userId, { disabled: true });
    expect(await countReviewers(admin)).toBe(1);
  });
});
