import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authenticateUser, findUserActor } from "@/domain/access/authenticate";
import { changeUser } from "@/domain/access/change-user";
import { authRoute, cookieOf, freshAddress, ORIGIN, postAuth, signIn } from "@/domain/access/testing/browser";
import { openDesk, PASSWORD, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

const ADMIN = { kind: "system", process: "cli" } as const;

beforeAll(openDesk);
beforeEach(() => db().rateLimit.deleteMany());

const findBy = (cookie: string) => findUserActor(new Headers({ cookie }));
const sessionsOf = (userId: string) => db().session.count({ where: { userId } });

/** The newest events, latest first, as type and facts. */
async function newestEvents(count: number) {
  const rows = await db().auditEvent.findMany({ orderBy: { seq: "desc" }, take: count });
  return rows.map((row) => ({ type: row.type, facts: (JSON.parse(row.canonical) as { facts: unknown }).facts }));
}

describe("signing in", () => {
  it("starts one session of 12 hours, and records it", async () => {
    const { userId, email } = await person("reviewer");
    const actor = await findBy(await signIn(email));
    expect(actor).toMatchObject({ kind: "user", userId, email, roles: ["reviewer"] });
    const session = await db().session.findFirstOrThrow({ where: { userId } });
    expect(session.id).toBe(actor?.sessionId);
    expect((session.expiresAt.getTime() - Date.now()) / 3_600_000).toBeCloseTo(12, 1);
    expect(await newestEvents(1)).toEqual([{ type: "access.session.started", facts: { userId } }]);
  });

  it.each([true, false])(
    "gives 12 hours and no redirect whatever else is asked for (rememberMe %s)",
    async (rememberMe) => {
      const { userId, email } = await person("reviewer");
      const body = {
        email,
        password: PASSWORD,
        rememberMe,
        callbackURL: "https://evil.example",
        disableRedirect: false,
      };
      const response = await postAuth("sign-in/email", body);
      expect(response.status).toBe(200);
      expect(response.headers.get("location")).toBeNull();
      const session = await db().session.findFirstOrThrow({ where: { userId } });
      expect((session.expiresAt.getTime() - Date.now()) / 3_600_000).toBeCloseTo(12, 1);
    },
  );

  it("gives the session to the cookie alone: httpOnly, SameSite=Lax, not in the answer", async () => {
    const { userId, email } = await person("reviewer");
    const response = await postAuth("sign-in/email", { email, password: PASSWORD });
    const [cookie, ...others] = response.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^vigil\.session_token=/);
    expect(cookie).toMatch(/; Path=\/(;|$)/);
    expect(cookie).toMatch(/; HttpOnly(;|$)/);
    expect(cookie).toMatch(/; SameSite=Lax(;|$)/);
    expect(cookie).toMatch(/; Max-Age=43200(;|$)/);
    expect(cookie).not.toMatch(/; (Secure|Domain)/);
    const { token } = await db().session.findFirstOrThrow({ where: { userId } });
    expect(decodeURIComponent(cookie ?? "")).toContain(token);
    expect(await response.text()).not.toContain(token);
  });

  it("takes the address in any case", async () => {
    const { userId, email } = await person("reviewer");
    expect((await findBy(await signIn(` ${email.toUpperCase()} `)))?.userId).toBe(userId);
  });

  it.each([
    ["a wrong password", (email: string) => ({ email, password: "another long password" })],
    ["an unknown address", () => ({ email: "nobody@example.org", password: PASSWORD })],
    ["a short password", (email: string) => ({ email, password: "x" })],
  ])("refuses %s with the same 401, and records it without the address", async (_, body) => {
    const { userId, email } = await person("reviewer");
    const response = await postAuth("sign-in/email", body(email));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ message: "Invalid email or password" });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await sessionsOf(userId)).toBe(0);
    expect(await newestEvents(1)).toEqual([{ type: "access.sign_in.refused", facts: { reason: "wrong_credentials" } }]);
    const [{ canonical } = { canonical: "" }] = await db().auditEvent.findMany({ orderBy: { seq: "desc" }, take: 1 });
    expect(canonical).not.toMatch(/example\.org|password/);
  });

  it.each([
    {},
    { email: "a@example.org", password: "x".repeat(257) },
    { email: "a@example.org" },
    { email: ["a"], password: { $ne: "" } },
    [],
    null,
    "x",
  ])("refuses the body %j", async (body) => {
    expect((await postAuth("sign-in/email", body)).status).toBe(422);
  });

  it("refuses a disabled person who knows the password, and says so; to anybody else they do not exist", async () => {
    const { userId, email } = await person("reviewer");
    await changeUser(ADMIN, userId, { disabled: true });
    expect((await postAuth("sign-in/email", { email, password: PASSWORD })).status).toBe(403);
    expect(await newestEvents(1)).toEqual([{ type: "access.sign_in.refused", facts: { reason: "disabled" } }]);
    expect((await postAuth("sign-in/email", { email, password: "another long password" })).status).toBe(401);
    expect(await sessionsOf(userId)).toBe(0);
    await changeUser(ADMIN, userId, { disabled: false });
    expect((await postAuth("sign-in/email", { email, password: PASSWORD })).status).toBe(200);
  });
});

describe("the limit on signing in", () => {
  const attempt = (email: string, address: string) =>
    postAuth("sign-in/email", { email, password: "another long password" }, { "x-forwarded-for": address });

  it("refuses the 21st attempt in a minute from one address, whoever is tried, and keeps the count in the database", async () => {
    const address = freshAddress();
    const { email } = await person("reviewer");
    for (let count = 1; count <= 20; count += 1)
      expect((await attempt(`nobody${count}@example.org`, address)).status).toBe(401);
    const refused = await postAuth("sign-in/email", { email, password: PASSWORD }, { "x-forwarded-for": address });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(await newestEvents(1)).toEqual([{ type: "access.sign_in.refused", facts: { reason: "too_many_attempts" } }]);
    expect(await db().rateLimit.findFirst({ where: { key: { contains: address } } })).toMatchObject({ count: 20 });
    expect((await attempt("nobody@example.org", freshAddress())).status).toBe(401);
  });

  it("refuses the 21st attempt on one account, from however many addresses and in whatever spelling", async () => {
    const { email } = await person("reviewer");
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, index) => attempt(index % 2 ? email : email.toUpperCase(), freshAddress())),
    );
    expect(tries.map((response) => response.status)).toEqual(Array(20).fill(401));
    expect((await postAuth("sign-in/email", { email, password: PASSWORD })).status).toBe(429);
    const kept = JSON.stringify(await db().rateLimit.findMany({ select: { key: true } }));
    expect(kept).not.toContain("example");
    await db().$executeRaw`UPDATE rate_limit SET last_request = last_request - 60000`;
    expect((await postAuth("sign-in/email", { email, password: PASSWORD })).status).toBe(200);
  });

  it("does not let a flood of attempts fill the audit log", async () => {
    const { email } = await person("reviewer");
    for (let count = 0; count < 20; count += 1) await attempt(email, freshAddress());
    const before = await db().auditEvent.count();
    await Promise.all(Array.from({ length: 60 }, () => attempt(email, freshAddress())));
    expect((await db().auditEvent.count()) - before).toBe(20);
  });
});

describe("a session", () => {
  it("ends after 30 minutes without use: it is gone, and that is recorded", async () => {
    const { userId, email } = await person("reviewer");
    const cookie = await signIn(email);
    await db().$executeRaw`UPDATE session SET last_seen_at = now() - interval '29 minutes' WHERE user_id = ${userId}`;
    expect(await findBy(cookie)).not.toBeNull();
    const { lastSeenAt } = await db().session.findFirstOrThrow({ where: { userId } });
    expect(Date.now() - lastSeenAt.getTime()).toBeLessThan(10_000);
    await db()
      .$executeRaw`UPDATE session SET last_seen_at = now() - interval '30 minutes 1 second' WHERE user_id = ${userId}`;
    const asked = await Promise.all([findBy(cookie), findBy(cookie), findBy(cookie)]);
    expect(asked).toEqual([null, null, null]);
    expect(await sessionsOf(userId)).toBe(0);
    const ended = await db().auditEvent.findMany({ where: { actorId: userId, type: "access.session.ended" } });
    expect(ended.map(({ canonical }) => JSON.parse(canonical).facts)).toEqual([{ userId, reason: "idle" }]);
  });

  it("is nobody's whose cookie was not signed here, however right its token", async () => {
    const { userId, email } = await person("reviewer");
    const [name = "", value = ""] = (await signIn(email)).split("=");
    const { token } = await db().session.findFirstOrThrow({ where: { userId } });
    const signature = decodeURIComponent(value).slice(token.length + 1);
    const other = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
    expect((await findBy(`other=1; ${name}=${value}; ${name}2=x`))?.userId).toBe(userId);
    for (const forged of [token, `${token}.`, `${token}.${other}`, `${token}x.${signature}`, `.${signature}`, "", "."])
      expect(await findBy(`${name}=${encodeURIComponent(forged)}`)).toBeNull();
    expect((await findBy(`${name}=old.one; ${name}=%; ${name}=${value}`))?.userId).toBe(userId);
    for (const broken of [`${name}=%`, name, `x${name}=${value}`]) expect(await findBy(broken)).toBeNull();
    expect(await sessionsOf(userId)).toBe(1);
  });

  it("that ran out is gone once it is used", async () => {
    const { userId, email } = await person("reviewer");
    const cookie = await signIn(email);
    await db().$executeRaw`UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = ${userId}`;
    expect(await findBy(cookie)).toBeNull();
    expect(await sessionsOf(userId)).toBe(0);
  });

  it("is not made longer by being used", async () => {
    const { userId, email } = await person("reviewer");
    const cookie = await signIn(email);
    await db().$executeRaw`
      UPDATE session SET expires_at = now() + interval '5 seconds', last_seen_at = now() - interval '5 minutes',
        updated_at = now() - interval '11 hours' WHERE user_id = ${userId}`;
    expect(await findBy(cookie)).not.toBeNull();
    const { expiresAt } = await db().session.findFirstOrThrow({ where: { userId } });
    expect(expiresAt.getTime() - Date.now()).toBeLessThan(6_000);
  });

  it("ends at once, with all others of the person, when the person is disabled", async () => {
    const { userId, email } = await person("reviewer");
    const cookies = [await signIn(email), await signIn(email)];
    await changeUser(ADMIN, userId, { disabled: true });
    expect(await Promise.all(cookies.map(findBy))).toEqual([null, null]);
    expect(await sessionsOf(userId)).toBe(0);
    expect(await newestEvents(2)).toMatchObject([
      { type: "access.session.ended", facts: { userId, reason: "disabled" } },
      { type: "access.user.changed", facts: { userId, changed: ["disabled"], disabled: true } },
    ]);
    await changeUser(ADMIN, userId, { disabled: false });
    expect(await Promise.all(cookies.map(findBy))).toEqual([null, null]);
  });

  it("of a disabled person opens nothing even while its row is still there", async () => {
    const { userId, email } = await person("reviewer");
    const cookie = await signIn(email);
    await db().user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    expect(await findBy(cookie)).toBeNull();
  });

  it("has the roles of this moment, not those of the sign-in", async () => {
    const { userId, email } = await person("admin");
    const cookie = await signIn(email);
    await person("admin");
    await changeUser(ADMIN, userId, { roles: ["auditor"] });
    expect((await findBy(cookie))?.roles).toEqual(["auditor"]);
  });

  it("ends with a new password from an admin", async () => {
    const { userId, email } = await person("reviewer");
    const cookie = await signIn(email);
    const { password } = await changeUser(ADMIN, userId, { newPassword: true });
    expect(await findBy(cookie)).toBeNull();
    await expect(signIn(email)).rejects.toThrow("401");
    expect(await findBy(await signIn(email, password))).not.toBeNull();
  });

  it("is removed by signing out, which is recorded and empties the cookie", async () => {
    const { userId, email } = await person("reviewer");
    const cookie = await signIn(email);
    const response = await postAuth("sign-out", {}, { cookie });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie().some((each) => /^vigil\.session_token=;.*Max-Age=0/.test(each))).toBe(true);
    expect(await sessionsOf(userId)).toBe(0);
    expect(await findBy(cookie)).toBeNull();
    expect(await newestEvents(1)).toEqual([{ type: "access.session.ended", facts: { userId, reason: "signed_out" } }]);
  });
});

describe("changing one's own password", () => {
  const NEW = "a new long password";

  it("works with the old one, ends the other sessions and is recorded", async () => {
    const { userId, email } = await person("reviewer");
    const [here, elsewhere] = [await signIn(email), await signIn(email)];
    const body = { currentPassword: PASSWORD, newPassword: NEW, revokeOtherSessions: false };
    const response = await postAuth("change-password", body, { cookie: here });
    expect(response.status).toBe(200);
    expect(await findBy(elsewhere)).toBeNull();
    expect(await findBy(cookieOf(response))).toMatchObject({ userId });
    expect(await sessionsOf(userId)).toBe(1);
    const facts = { userId, changed: ["password"], roles: ["reviewer"], disabled: false };
    expect((await newestEvents(2)).find(({ type }) => type === "access.user.changed")).toEqual({
      type: "access.user.changed",
      facts,
    });
    await expect(signIn(email)).rejects.toThrow("401");
    expect(await findBy(await signIn(email, NEW))).not.toBeNull();
  });

  it.each([
    ["a wrong old password", { currentPassword: "another long password", newPassword: NEW }, 400],
    ["a new one that is too short", { currentPassword: PASSWORD, newPassword: "11 letters." }, 422],
    ["a new one that is too long", { currentPassword: PASSWORD, newPassword: "x".repeat(257) }, 422],
    ["no old password", { newPassword: NEW }, 422],
  ])("refuses %s and changes nothing", async (_, body, status) => {
    const { userId, email } = await person("reviewer");
    const cookie = await signIn(email);
    const { password: before } = await db().account.findFirstOrThrow({ where: { userId } });
    expect((await postAuth("change-password", body, { cookie })).status).toBe(status);
    expect(await db().account.findFirstOrThrow({ where: { userId } })).toMatchObject({ password: before });
    expect(await findBy(cookie)).not.toBeNull();
  });

  it("refuses an idle session, even with the right password", async () => {
    const { userId, email } = await person("reviewer");
    const cookie = await signIn(email);
    await db().$executeRaw`UPDATE session SET last_seen_at = now() - interval '31 minutes' WHERE user_id = ${userId}`;
    expect(
      (await postAuth("change-password", { currentPassword: PASSWORD, newPassword: NEW }, { cookie })).status,
    ).toBe(401);
    expect(await findBy(await signIn(email))).not.toBeNull();
  });
});

describe("the endpoints of better-auth", () => {
  const OTHERS = [
    "sign-up/email",
    "get-session",
    "list-sessions",
    "revoke-session",
    "revoke-sessions",
    "revoke-other-sessions",
    "update-session",
    "update-user",
    "delete-user",
    "delete-user/callback",
    "change-email",
    "set-password",
    "verify-password",
    "request-password-reset",
    "forget-password",
    "reset-password",
    "reset-password/x",
    "verify-email",
    "send-verification-email",
    "sign-in/social",
    "callback/x",
    "link-social",
    "list-accounts",
    "unlink-account",
    "refresh-token",
    "get-access-token",
    "account-info",
    "ok",
    "error",
    "admin/create-user",
    "admin/impersonate-user",
    "sign-in/email/",
    "sign-in//email",
    "../v1/users",
    "__proto__",
    "constructor",
    "",
  ];

  it.each(OTHERS)("does not serve %s, even to an admin", async (path) => {
    const { email } = await person("admin");
    const cookie = await signIn(email);
    const users = await db().user.count();
    const body = { email: "new@example.org", password: PASSWORD, name: "New", newPassword: PASSWORD };
    expect((await postAuth(path, body, { cookie })).status).toBe(404);
    expect(await db().user.count()).toBe(users);
  });
});

describe("another site", () => {
  const FOREIGN: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `${ORIGIN}.evil.example` },
    { origin: "", "sec-fetch-site": "cross-site" },
    { origin: "", "sec-fetch-site": "same-site" },
    { origin: "", "sec-fetch-site": "none" },
  ];

  it.each(FOREIGN)("cannot use a session or sign anybody in: %j", async (headers) => {
    const { userId, email } = await person("reviewer");
    const cookie = await signIn(email);
    const sent = new Headers({ cookie, ...headers });
    if (headers.origin === "") sent.delete("origin");
    const request = new Request(`${ORIGIN}/api/v1/cases/next`, { method: "POST", headers: sent });
    await expect(authenticateUser(request)).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const [path, body] of [
      ["sign-in/email", { email, password: PASSWORD }],
      ["sign-out", {}],
      ["change-password", { currentPassword: PASSWORD, newPassword: "a new long password" }],
    ] as const) {
      const response = await postAuth(path, body, { cookie, ...headers });
      expect(response.status).toBe(403);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    expect(await sessionsOf(userId)).toBe(1);
  });

  it("may send a link: reading with a session is not refused", async () => {
    const { userId, email } = await person("reviewer");
    const headers = { cookie: await signIn(email), "sec-fetch-site": "cross-site" };
    expect(await authenticateUser(new Request(`${ORIGIN}/api/v1/cases`, { headers }))).toMatchObject({ userId });
  });

  it("does not stop a program, which sends neither header", async () => {
    const { email } = await person("reviewer");
    const response = await postAuth("sign-in/email", { email, password: PASSWORD }, { origin: "" }, authRoute);
    expect(response.status).toBe(200);
  });
});
