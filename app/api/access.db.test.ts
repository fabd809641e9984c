/**
 * Who may call what, for every route and every kind of caller. The handlers are called directly, so this holds without
 * proxy.ts: a request that gets around it meets the same refusals. A route that is missing in the table fails.
 */
import { globSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as authPost } from "@/app/api/auth/[...path]/route";
import { messages, policy, TABLE, type World } from "@/app/api/testing/access-table";
import { type Actor, ROLES, type Role } from "@/domain/access/actor";
import { changeUser } from "@/domain/access/change-user";
import { ORIGIN, signIn } from "@/domain/access/testing/browser";
import { savePolicy } from "@/domain/decide/policies/save-policy";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { createIngestKey } from "@/domain/ingest/create-ingest-key";
import { createSource } from "@/domain/ingest/create-source";
import { revokeIngestKey } from "@/domain/ingest/revoke-ingest-key";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { createUpload } from "@/domain/ingest/uploads/create-upload";
import { startEvaluation } from "@/domain/measure/evaluations/start-evaluation";
import { orderShadowRun } from "@/domain/measure/shadow/order-shadow-run";
import { aRisk, engineThatSays, openDesk, person, risky } from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { SINGLE } from "@/inference/strategies/strategy";
import { db } from "@/lib/db/client";

/** Answer anybody, on purpose, and have tests of their own. */
const OPEN = [
  // Opened by the secret in the first admin's link.
  "POST /api/v1/setup",
  "POST /api/auth/[...path]",
  // Hold no content, for the operator's probes.
  "GET /healthz",
  "GET /readyz",
  "GET /metrics",
  "GET /api/openapi.json",
  // Opened by the platform's signature: domain/ingest/deliveries.db.test.ts.
  ...["GET", "POST", "PUT"].map((method) => `${method} /api/webhooks/[platform]/[sourceId]/[[...rest]]`),
  // Nothing but a 404, for anybody.
  ...["DELETE", "GET", "PATCH", "POST", "PUT"].map((method) => `${method} /api/[...path]`),
];

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/** Every handler that Next would serve, by method and path. */
async function discover(): Promise<Map<string, Handler>> {
  const root = path.resolve(import.meta.dirname, "../..");
  const found = new Map<string, Handler>();
  for (const file of globSync("app/**/route.ts", { cwd: root })) {
    const exported = Object.entries((await import(path.join(root, file))) as Record<string, unknown>);
    for (const [method, handler] of exported) {
      if (METHODS.includes(method))
        found.set(`${method} ${file.slice("app".length, -"/route.ts".length)}`, handler as Handler);
    }
  }
  return found;
}

/** A digest of every row of every table, without when somebody was last seen, and that somebody was refused. */
async function fingerprint(): Promise<Record<string, string>> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'access_refusal' OR table_schema = 'pgboss' AND table_name = 'job'`;
  const each = tables.map(
    ({ name }) => `SELECT '${name}' AS name, md5(coalesce(string_agg(line, '|' ORDER BY line), '')) AS digest FROM (
      SELECT (to_jsonb(t) - 'last_seen_at' - 'last_used_at' - 'updated_at')::text AS line FROM ${name} t) lines`,
  );
  const rows = await db().$queryRawUnsafe<{ name: string; digest: string }[]>(each.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}

/** Every set of roles that a person may have: one, several, all. */
const SETS = Array.from({ length: 2 ** ROLES.length - 1 }, (_, bits) =>
  ROLES.filter((_role, bit) => ((bits + 1) >> bit) & 1),
);
const SYSTEM: Actor = { kind: "system", process: "cli" };

let handlers: Map<string, Handler>;
let world: World;
const cookies = new Map<string, string>();
const keys = { own: "", other: "", revoked: "", expired: "", ofDeleted: "" };

const signInHere = (email: string) => signIn(email, undefined, authPost);

beforeAll(async () => {
  await openDesk();
  handlers = await discover();
  const own = await createIngestKey(SYSTEM, { name: "own" });
  const other = await createIngestKey(SYSTEM, { name: "other" });
  const revoked = await createIngestKey(SYSTEM, { name: "revoked", sourceId: own.sourceId });
  const expired = await createIngestKey(SYSTEM, { name: "expired", sourceId: own.sourceId });
  const ofDeleted = await createIngestKey(SYSTEM, { name: "of a deleted source" });
  await revokeIngestKey(SYSTEM, revoked.id);
  await db().ingestKey.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1_000) } });
  await db().source.update({ where: { id: ofDeleted.sourceId }, data: { deletedAt: new Date() } });
  Object.assign(keys, {
    own: own.key,
    other: other.key,
    revoked: revoked.key,
    expired: expired.key,
    ofDeleted: ofDeleted.key,
  });
  const sender: Actor = { kind: "ingest_key", keyId: own.id, sourceId: own.sourceId };
  const accepted = await acceptConversation(sender, { messages: [{ role: "user", text: "a few words" }] });
  await readAndRoute(engineThatSays(risky(aRisk())), { conversationId: accepted.id, revision: 1 });
  const { id: caseId } = await db().case.findFirstOrThrow({ where: { conversationId: accepted.id } });
  const spare = await createIngestKey(SYSTEM, { name: "to revoke" });
  const target = await person("auditor");
  const webhook = await createSource(SYSTEM, { platform: "slack", name: "Workspace" });
  const content = memoryFile("words.txt", "a few words").stream();
  const upload = await createUpload(SYSTEM, { fileName: "words.txt", options: {} }, content);
  const label = memoryFile("labels.jsonl", '{"text":"a few words","expected":{"outcome":"none"}}').stream();
  const evaluation = await startEvaluation(SYSTEM, { fileName: "labels.jsonl", strategies: [SINGLE] }, label);
  world = {
    conversationId: accepted.id,
    caseId,
    sourceId: own.sourceId,
    webhookSourceId: webhook.id,
    keyId: spare.id,
    userId: target.userId,
    uploadId: upload.id,
    evaluationId: evaluation.id,
    shadowRunId: (await orderShadowRun(SYSTEM, { reader: "offline" })).id,
    policyId: (await savePolicy(SYSTEM, null, policy(0))).id,
  };
  for (const set of SETS) cookies.set(set.join("+"), await signInHere((await person(...set)).email));
  await db().case.updateMany({ data: { dueAt: new Date(Date.now() + 3_600_000) } });
});

function call(name: string, headers: Record<string, string>): Promise<Response> {
  const row = TABLE[name];
  const handler = handlers.get(name);
  if (!row || !handler) throw new Error(`${name} is not in the table, or there is no such route`);
  const [method = "", pattern = ""] = name.split(" ");
  const params = row.params?.(world) ?? {};
  const url = `${ORIGIN}${pattern.replaceAll(/\[(\w+)\]/g, (_, key: string) => params[key] ?? "")}?${new URLSearchParams(row.query?.())}`;
  const given = row.body === undefined || method === "GET" ? undefined : row.body(world);
  const body = given === undefined || given instanceof FormData ? given : JSON.stringify(given);
  // A form says itself what parts it.
  const type: Record<string, string> = body instanceof FormData ? {} : { "content-type": "application/json" };
  const init = { method, headers: { ...type, origin: ORIGIN, ...headers } };
  return handler(new Request(url, body === undefined ? init : { ...init, body }), { params: Promise.resolve(params) });
}

const cookieFor = (set: readonly Role[]) => ({ cookie: cookies.get(set.join("+")) ?? "" });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const adminCookie = () => cookieFor(["admin"]);

/** Makes the calls and expects each to be refused with this status, as a problem, and nothing at all to be changed. */
async function expectRefusals(
  name: string,
  callers: Record<string, Record<string, string>>,
  status: number,
): Promise<void> {
  const before = await fingerprint();
  const answers: Record<string, number> = {};
  for (const [who, headers] of Object.entries(callers)) {
    const response = await call(name, headers);
    answers[who] = response.status;
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  }
  expect(answers).toEqual(Object.fromEntries(Object.keys(callers).map((who) => [who, status])));
  expect(await fingerprint()).toEqual(before);
}

describe("the table of routes", () => {
  it("names every route of the application, and no other", () => {
    const open = OPEN.filter((name) => handlers.has(name));
    expect([...handlers.keys()].sort()).toEqual([...Object.keys(TABLE), ...open].sort());
  });
});

describe.each(Object.entries(TABLE))("%s", (name, row) => {
  const [method] = name.split(" ");
  const refused = SETS.filter((set) => !set.some((role) => row.roles.includes(role)));

  it("refuses whoever is not signed in, or only seems to be", async () => {
    const session = adminCookie().cookie;
    const callers = {
      nobody: {},
      "a forged signature": { cookie: session.replace(/.{6}$/, "AAAAAA") },
      "a token without its signature": { cookie: decodeURIComponent(session).replace(/\.[^.]*$/, "") },
      "an unknown key": bearer(`vgl_${"A".repeat(43)}`),
      "something else as a key": bearer("x"),
      "another scheme": { authorization: "Basic YTpi" },
      "a revoked key": bearer(keys.revoked),
      "an expired key": bearer(keys.expired),
      "a key of a deleted source": bearer(keys.ofDeleted),
    };
    await expectRefusals(name, callers, 401);
  });

  if (refused.length > 0)
    it("refuses people without the role, and changes nothing", async () => {
      await expectRefusals(name, Object.fromEntries(refused.map((set) => [set.join("+"), cookieFor(set)])), 403);
    });

  if (method !== "GET")
    it("refuses a session that another site sends along", async () => {
      const callers = {
        "by origin": { ...adminCookie(), origin: "https://evil.example" },
        "by an origin without a name": { ...adminCookie(), origin: "null" },
        "by a look-alike": { ...adminCookie(), origin: `${ORIGIN}.evil.example` },
        "on another port": { ...adminCookie(), origin: "http://localhost:3001" },
      };
      await expectRefusals(name, callers, 403);
    });

  it("answers an ingest key with what the table says", async () => {
    const [own, other] = row.keys ?? [401, 401];
    expect([(await call(name, bearer(keys.own))).status, (await call(name, bearer(keys.other))).status]).toEqual([
      own,
      other,
    ]);
  });
});

// After all refusals, because these calls do change things.
describe.each(Object.entries(TABLE))("%s", (name, row) => {
  const allowed = SETS.filter((set) => set.some((role) => row.roles.includes(role)));

  it.each(allowed.map((set) => set.join(" and ")))("lets %s in", async (set) => {
    const response = await call(name, cookieFor(set.split(" and ") as Role[]));
    expect(response.status).not.toBe(401);
    expect(response.status).not.toBe(403);
    expect(response.status).toBeLessThan(500);
    // A stream also asks not to be compressed on its way.
    expect(["no-store", "no-store, no-transform"]).toContain(response.headers.get("cache-control"));
  });
});

describe("a session that is over", () => {
  /** Signs somebody in who may do everything, ends that as told, and calls every route. */
  async function statusesAfter(end: (userId: string) => Promise<unknown>): Promise<number[]> {
    const { userId, email } = await person("admin", "lead", "reviewer", "auditor");
    const cookie = await signInHere(email);
    await end(userId);
    const statuses: number[] = [];
    for (const name of Object.keys(TABLE)) statuses.push((await call(name, { cookie })).status);
    expect(await db().session.count({ where: { userId } })).toBe(0);
    return [...new Set(statuses)];
  }

  it("opens no route once its person is disabled", async () => {
    expect(await statusesAfter((userId) => changeUser(SYSTEM, userId, { disabled: true }))).toEqual([401]);
  });

  it("opens no route once it was idle for more than 30 minutes", async () => {
    const end = (userId: string) =>
      db()
        .$executeRaw`UPDATE session SET last_seen_at = now() - interval '30 minutes 1 second' WHERE user_id = ${userId}`;
    expect(await statusesAfter(end)).toEqual([401]);
  });

  it("opens no route after 12 hours, however busy", async () => {
    const end = (userId: string) =>
      db().$executeRaw`UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = ${userId}`;
    expect(await statusesAfter(end)).toEqual([401]);
  });
});

describe("a key", () => {
  it("cannot name another source than its own", async () => {
    const handler = handlers.get("POST /api/v1/conversations");
    const before = await fingerprint();
    const body = JSON.stringify({ messages, sourceId: world.sourceId });
    const request = new Request(`${ORIGIN}/api/v1/conversations`, {
      method: "POST",
      headers: bearer(keys.other),
      body,
    });
    expect((await handler?.(request, { params: Promise.resolve({}) }))?.status).toBe(403);
    expect(await fingerprint()).toEqual(before);
  });

  it("reads the state of its own conversation, and never a word of it", async () => {
    const response = await call("GET /api/v1/conversations/[conversationId]", bearer(keys.own));
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status: "flagged" });
    expect(text).not.toContain("a few words");
  });
});
