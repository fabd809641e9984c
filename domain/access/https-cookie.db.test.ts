import { beforeAll, expect, it } from "vitest";
import { findUserActor } from "@/domain/access/authenticate";
import { cookieOf, postAuth } from "@/domain/access/testing/browser";
import { openDesk, PASSWORD, person } from "@/domain/testing/desk";

const ORIGIN = "https://desk.example";

beforeAll(async () => {
  process.env.VIGIL_BASE_URL = ORIGIN;
  await openDesk();
});

it("keeps the session in a __Host- cookie where the desk is reached over https", async () => {
  const { userId, email } = await person("reviewer");
  const response = await postAuth("sign-in/email", { email, password: PASSWORD }, { origin: ORIGIN });
  expect(response.status).toBe(200);
  const [cookie] = response.headers.getSetCookie();
  // What a browser asks of the prefix (RFC 6265bis, section 4.1.3.2): Secure, the path "/" and no domain.
  expect(cookie).toMatch(/^__Host-vigil\.session_token=/);
  expect(cookie).toMatch(/; Secure(;|$)/);
  expect(cookie).toMatch(/; Path=\/(;|$)/);
  expect(cookie).not.toMatch(/; Domain/i);
  expect(cookie).toMatch(/; HttpOnly(;|$)/);
  expect(cookie).toMatch(/; SameSite=Lax(;|$)/);
  expect(await findUserActor(new Headers({ cookie: cookieOf(response) }))).toMatchObject({ userId });
});

it("takes no session from the unprefixed cookie, which another host of the domain could set", async () => {
  const { email } = await person("reviewer");
  const cookie = cookieOf(await postAuth("sign-in/email", { email, password: PASSWORD }, { origin: ORIGIN }));
  for (const name of ["vigil", "__Secure-vigil", "better-auth"]) {
    expect(await findUserActor(new Headers({ cookie: cookie.replace("__Host-vigil", name) }))).toBeNull();
  }
});

it("trusts only its own origin, and not localhost", async () => {
  const { email } = await person("reviewer");
  for (const origin of [
    "http://localhost:3000",
    "http://desk.example",
    "https://desk.example:8443",
    "https://www.desk.example",
  ]) {
    expect((await postAuth("sign-in/email", { email, password: PASSWORD }, { origin })).status).toBe(403);
  }
});
