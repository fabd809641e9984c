import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createFirstAdmin,
  firstAdminSchema,
  isFirstAdminLinkOpen,
  issueFirstAdminLink,
} from "@/domain/access/first-admin";
import { signIn } from "@/domain/access/testing/browser";
import { openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);
beforeEach(async () => {
  await db().setupToken.deleteMany();
  await db().user.deleteMany();
});

const PASSWORD = "a first long password";
const form = (token: string, email = "first@example.org") => ({ token, name: "First", email, password: PASSWORD });

async function newToken(): Promise<string> {
  const link = new URL((await issueFirstAdminLink()) ?? "");
  expect(`${link.origin}${link.pathname}`).toBe("http://localhost:3000/setup");
  return link.searchParams.get("token") ?? "";
}

const refusal = { code: "FORBIDDEN" };

describe("the link for the first admin", () => {
  it("holds 256 random bits, of which only a hash is stored", async () => {
    const token = await newToken();
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const [row] = await db().setupToken.findMany();
    expect(Buffer.from(row?.tokenHash ?? [])).toHaveLength(32);
    expect(Buffer.from(row?.tokenHash ?? []).equals(Buffer.from(token, "base64url"))).toBe(false);
  });

  it("makes one account that can sign in and is recorded, and then is used up", async () => {
    const token = await newToken();
    expect(await isFirstAdminLinkOpen(token)).toBe(true);
    await createFirstAdmin(form(token));
    const [user, ...others] = await db().user.findMany();
    expect(others).toEqual([]);
    expect(user).toMatchObject({ email: "first@example.org", roles: ["admin", "lead", "reviewer"], disabledAt: null });
    expect(await db().auditEvent.count({ where: { type: "access.admin.created", actorId: "start" } })).toBeGreaterThan(
      0,
    );
    expect(await signIn("first@example.org", PASSWORD)).toContain("session_token");
    expect(await isFirstAdminLinkOpen(token)).toBe(false);
    await expect(createFirstAdmin(form(token, "second@example.org"))).rejects.toMatchObject(refusal);
    expect(await db().user.count()).toBe(1);
  });

  it("makes exactly one admin, of ten who use it in the same moment", async () => {
    const token = await newToken();
    const events = () => db().auditEvent.count({ where: { type: "access.admin.created" } });
    const before = await events();
    const races = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => createFirstAdmin(form(token, `racer${n}@example.org`))),
    );
    expect(races.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const race of races) if (race.status === "rejected") expect(race.reason).toMatchObject(refusal);
    expect(await db().user.count()).toBe(1);
    expect(await db().account.count()).toBe(1);
    expect((await events()) - before).toBe(1);
  });

  it("makes exactly one admin when two links that lie around are used in the same moment", async () => {
    const [one, two] = [await newToken(), "another-token"];
    const { createHash } = await import("node:crypto");
    const tokenHash = new Uint8Array(createHash("sha256").update(two).digest());
    const id = "01900000-0000-7000-8000-000000000000";
    await db().setupToken.create({ data: { id, tokenHash, expiresAt: new Date(Date.now() + 60_000) } });
    await Promise.allSettled([
      createFirstAdmin(form(one, "a@example.org")),
      createFirstAdmin(form(two, "b@example.org")),
    ]);
    expect(await db().user.count()).toBe(1);
  });

  it("is good for 24 hours", async () => {
    const token = await newToken();
    const [row] = await db().setupToken.findMany();
    expect(((row?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000).toBeCloseTo(24, 1);
    await db().$executeRaw`UPDATE setup_token SET expires_at = now() - interval '1 second'`;
    expect(await isFirstAdminLinkOpen(token)).toBe(false);
    await expect(createFirstAdmin(form(token))).rejects.toMatchObject(refusal);
    expect(await db().user.count()).toBe(0);
  });

  it.each(["", "x", "A".repeat(43)])("does not open with the token “%s”", async (token) => {
    await newToken();
    expect(await isFirstAdminLinkOpen(token)).toBe(false);
    await expect(createFirstAdmin(form(token))).rejects.toMatchObject(refusal);
    expect(await db().user.count()).toBe(0);
  });

  it("replaces the links given before", async () => {
    const [old, current] = [await newToken(), await newToken()];
    await expect(createFirstAdmin(form(old))).rejects.toMatchObject(refusal);
    await createFirstAdmin(form(current));
  });

  it("is not given once there is anybody, and one given before no longer works", async () => {
    const token = await newToken();
    await person("reviewer");
    expect(await issueFirstAdminLink()).toBeNull();
    expect(await isFirstAdminLinkOpen(token)).toBe(false);
    await expect(createFirstAdmin(form(token))).rejects.toMatchObject(refusal);
    expect(await db().user.count()).toBe(1);
    // The refused try did not use the link up either: it is the person who is in the way.
    expect(await db().setupToken.count({ where: { usedAt: null } })).toBe(1);
  });

  it.each([
    ["a short password", { password: "11 letters." }],
    ["no e-mail address", { email: "first" }],
    ["an empty name", { name: "  " }],
    ["roles of one's own choice", { roles: ["admin"] }],
  ])("does not take %s", (_, change) => {
    expect(firstAdminSchema.safeParse({ ...form("token"), ...change }).success).toBe(false);
  });
});
