import { createServer } from "node:net";
import { z } from "zod";
import type { Role } from "@/domain/access/actor";
import { type Credentials, callApi, post } from "@/e2e/desk/desk-client";
import { endLeases, keepFirstState, returnToFirstState, withPlainSettings } from "@/e2e/desk/first-state";
import { firstAdminLink, type RunningDesk, startDesk, stopDesk } from "@/e2e/desk/start-desk";
import { type ModelServer, startModelServer } from "@/inference/testing/model-server/start-model-server";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";

const PASSWORD = "a quiet lamp at dusk";

export type Person = { name: string; email: string; password: string; roles: readonly Role[] };
export type SignedIn = Person & Credentials & { cookie: string };

/** A desk with a stand-in model and a database that is thrown away afterwards. */
export type TestDesk = {
  url: string;
  running: RunningDesk;
  /** Null on a desk that was started without a model. */
  model: ModelServer | null;
  /** The link with which the first admin makes their account; used up once `admin` was asked for. */
  link: string;
  /** The admin, who is made on first use. */
  admin(): Promise<SignedIn>;
  /** A person with these roles, made and signed in on first use of the name. */
  person(name: string, ...roles: Role[]): Promise<SignedIn>;
  /** A key for a source of this name, made on first use. */
  key(source: string): Promise<{ key: string }>;
  /** Lets every lease run out, as two minutes without a heartbeat would. */
  endLeases(): Promise<void>;
  /** Makes it as if it had just been started; its stand-in answers as at first. */
  startOver(): Promise<void>;
  close(): Promise<void>;
};

/** A loopback port that nobody uses. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}

/** Signs a person in over the API. @returns their session cookie */
export async function signIn(url: string, person: Pick<Person, "email" | "password">): Promise<string> {
  const { email, password } = person;
  const answer = await callApi(url, { cookie: "" }, "/api/auth/sign-in/email", {
    method: "POST",
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** Makes the first admin from the one-time link, as the page behind it does. */
async function makeAdmin(url: string, link: string): Promise<SignedIn> {
  const person: Person = { name: "Ada Admin", email: "ada@desk.test", password: PASSWORD, roles: ["admin"] };
  const token = new URL(link).searchParams.get("token");
  const { name, email, password } = person;
  await post(url, null, "/api/v1/setup", { token, name, email, password }, z.null());
  return { ...person, cookie: await signIn(url, person) };
}

/** Remembers what was made under a name, so that it is made once, also when it is asked for twice at the same time. */
function remember<Value>() {
  const made = new Map<string, Promise<Value>>();
  return (name: string, make: () => Promise<Value>): Promise<Value> => {
    const value = made.get(name) ?? make();
    made.set(name, value);
    return value;
  };
}

async function makePerson(url: string, admin: SignedIn, name: string, roles: Role[]): Promise<SignedIn> {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@desk.test`;
  const person = { name, email, password: PASSWORD, roles };
  await post(url, admin, "/api/v1/users", person, z.unknown());
  return { ...person, cookie: await signIn(url, person) };
}

const madeKeySchema = z.object({ key: z.string() });

/** Opens a desk of its own: `npm start` on an empty data folder, with the stand-in as its model server. */
export async function openTestDesk(options: { withoutModel?: boolean } = {}): Promise<TestDesk> {
  const model = options.withoutModel ? null : await startModelServer();
  const dataDir = makeThrowawayDir("vigil-e2e-");
  const close = async () => {
    await model?.close();
    await removeThrowaway(dataDir);
  };
  try {
    const port = await freePort();
    const running = await startDesk({ dataDir, port, inferenceUrl: model?.url ?? null });
    const { url } = running;
    const link = await firstAdminLink(running);
    await withPlainSettings(dataDir);
    await keepFirstState(dataDir);
    let people = remember<SignedIn>();
    let keys = remember<{ key: string }>();
    const admin = () => people("admin", () => makeAdmin(url, link));
    return {
      url,
      running,
      model,
      link,
      admin,
      key: (name) => keys(name, async () => post(url, await admin(), "/api/v1/keys", { name }, madeKeySchema)),
      person: (name, ...roles) => people(name, async () => makePerson(url, await admin(), name, roles)),
      endLeases: () => endLeases(dataDir),
      startOver: async () => {
        await returnToFirstState(dataDir);
        [people, keys] = [remember(), remember()];
        if (!model) return;
        model.mend();
        model.log.clear();
        Object.assign(model.settings, { time: model.options.time, readAs: null });
      },
      close: async () => {
        const { left } = await stopDesk(running);
        await close();
        if (left.length > 0) throw new Error(`the desk left processes behind: ${JSON.stringify(left)}`);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
