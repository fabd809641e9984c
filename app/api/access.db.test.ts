/**
 * Who may call what, for every route and every kind of caller. The handlers are called directly, so this holds without
 * proxy.ts: a request that gets around it meets the same refusals. A route that is missing in the table fails.
 */
import { globSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as authPost } from "@/app/api/auth/[...path]/route";
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
import { aRisk, engineThatSays, openDesk, person, risky } from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { DEFAULT_PREFERENCES } from "@/domain/triage/wellbeing/preferences";
import { SINGLE } from "@/inference/strategies/strategy";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

const REVIEWERS: Role[] = ["reviewer", "lead", "admin"];
const EVERYBODY: Role[] = ["reviewer", "lead", "auditor", "admin"];
const AUDITORS: Role[] = ["auditor", "admin"];
const MEASURERS: Role[] = ["auditor", "lead", "admin"];
const LEADS: Role[] = ["lead", "admin"];
const ADMINS: Role[] = ["admin"];

type World = Record<
  | "conversationId"
  | "caseId"
  | "sourceId"
  | "webhookSourceId"
  | "keyId"
  | "userId"
  | "uploadId"
  | "evaluationId"
  | "policyId",
  string
>;
type Row = {
  roles: Role[];
  /** What an ingest key is answered: of the conversation's own source, and of another one. Left out: 401. */
  keys?: [own: number, other: number];
  body?: (world: World) => unknown;
  params?: (world: World) => Record<string, string>;
  query?: () => Record<string, string>;
};

const messages = [{ role: "user", text: "a few words" }];
const theCase = ({ caseId }: World) => ({ caseId });
const theSource = ({ webhookSourceId }: World) => ({ sourceId: webhookSourceId });
const theDelivery = (world: World) => ({ ...theSource(world), deliveryId: newId() });
const theSecret = (world: World) => ({ ...theSource(world), secretId: newId() });
const theConversation = ({ conversationId }: World) => ({ conversationId });
const theAlert = () => ({ alertId: newId() });
const theEndpoint = () => ({ endpointId: newId() });
const token = () => ({ token: "not-the-token" });
const theUpload = ({ uploadId }: World) => ({ uploadId });
const theEvaluation = ({ evaluationId }: World) => ({ evaluationId });
const thePolicy = ({ policyId }: World) => ({ policyId });
const policy = (version: number) => ({ version, title: "When to call", markdown: "Ask first.", riskTypes: [] });
const formWithFile = () => {
  const form = new FormData();
  form.append("file", new File(["a few words"], "words.txt"));
  return form;
};
const decision = () => ({ token: "not-the-token", revision: 1, findings: [] });

const TABLE: Record<string, Row> = {
  "POST /api/v1/conversations": { roles: REVIEWERS, keys: [202, 202], body: () => ({ messages }) },
  "GET /api/v1/conversations": { roles: EVERYBODY, keys: [403, 403] },
  "GET /api/v1/conversations/[conversationId]": { roles: EVERYBODY, keys: [200, 404], params: theConversation },
  "POST /api/v1/conversations/[conversationId]/case": { roles: REVIEWERS, params: theConversation },
  "POST /api/v1/classify": { roles: REVIEWERS, keys: [200, 200], body: () => ({ messages }) },
  "GET /api/v1/queue": { roles: REVIEWERS },
  "GET /api/v1/events": { roles: EVERYBODY },
  "GET /api/v1/queue/choices": { roles: REVIEWERS },
  "GET /api/v1/views": { roles: REVIEWERS },
  "POST /api/v1/views": { roles: REVIEWERS, body: () => ({ name: `view ${newId()}`, filters: {} }) },
  "PATCH /api/v1/views/[viewId]": {
    roles: REVIEWERS,
    params: () => ({ viewId: newId() }),
    body: () => ({ name: "b" }),
  },
  "DELETE /api/v1/views/[viewId]": { roles: REVIEWERS, params: () => ({ viewId: newId() }) },
  "POST /api/v1/cases/bulk/preview": {
    roles: LEADS,
    body: ({ caseId }) => ({ change: { kind: "escalate" }, ids: [caseId] }),
  },
  "POST /api/v1/cases/bulk": { roles: LEADS, body: () => ({ change: { kind: "close" }, ids: [newId()] }) },
  "POST /api/v1/cases/bulk/[bulkId]/undo": { roles: LEADS, params: () => ({ bulkId: newId() }) },
  "GET /api/v1/cases": { roles: REVIEWERS },
  "GET /api/v1/cases/[caseId]": { roles: REVIEWERS, params: theCase },
  "GET /api/v1/cases/[caseId]/earlier": { roles: REVIEWERS, params: theCase },
  "POST /api/v1/cases/next": { roles: REVIEWERS },
  "POST /api/v1/cases/[caseId]/claim": { roles: REVIEWERS, params: theCase },
  "POST /api/v1/cases/[caseId]/heartbeat": { roles: REVIEWERS, params: theCase, body: token },
  "POST /api/v1/cases/[caseId]/release": { roles: REVIEWERS, params: theCase, body: token },
  "POST /api/v1/cases/[caseId]/skip": { roles: REVIEWERS, params: theCase, body: token },
  "POST /api/v1/cases/[caseId]/escalate": { roles: REVIEWERS, params: theCase, body: token },
  "POST /api/v1/cases/[caseId]/snooze": {
    roles: REVIEWERS,
    params: theCase,
    body: () => ({ token: "not-the-token", minutes: 5 }),
  },
  "POST /api/v1/cases/[caseId]/requeue": { roles: LEADS, params: theCase },
  "POST /api/v1/cases/[caseId]/take-over": { roles: LEADS, params: theCase },
  "POST /api/v1/cases/[caseId]/presence": { roles: REVIEWERS, params: theCase },
  "POST /api/v1/me/presence": { roles: REVIEWERS },
  "GET /api/v1/me/wellbeing": { roles: REVIEWERS },
  "POST /api/v1/me/break": { roles: REVIEWERS },
  "DELETE /api/v1/me/break": { roles: REVIEWERS },
  "POST /api/v1/me/hand-over": { roles: REVIEWERS },
  "POST /api/v1/cases/[caseId]/decision": { roles: REVIEWERS, params: theCase, body: decision },
  "POST /api/v1/decisions/[decisionId]/undo": { roles: REVIEWERS, params: () => ({ decisionId: newId() }) },
  "POST /api/v1/decisions/[decisionId]/correction": {
    roles: REVIEWERS,
    params: () => ({ decisionId: newId() }),
    body: () => ({ revision: 1, findings: [] }),
  },
  "GET /api/v1/templates": { roles: REVIEWERS },
  "GET /api/v1/gold": { roles: MEASURERS },
  "POST /api/v1/gold": { roles: LEADS, body: () => ({ decisionId: newId() }) },
  "POST /api/v1/gold/[goldId]/retire": { roles: LEADS, params: () => ({ goldId: newId() }) },
  "GET /api/v1/me/preferences": { roles: EVERYBODY },
  "PATCH /api/v1/me/preferences": { roles: EVERYBODY, body: () => DEFAULT_PREFERENCES },
  "GET /api/v1/audit/review": { roles: AUDITORS },
  "POST /api/v1/audit/review": { roles: AUDITORS, body: () => ({ from: 7, to: 9, verdict: "nothing_unusual" }) },
  "POST /api/v1/conversations/find": { roles: MEASURERS, body: () => ({ externalId: "nobody" }) },
  "GET /api/v1/erasures": { roles: ADMINS },
  "POST /api/v1/erasures": {
    roles: ADMINS,
    body: () => ({ subject: { sourceId: newId(), externalId: "nobody" }, reason: "other", ends: [] }),
  },
  "POST /api/v1/erasures/preview": {
    roles: ADMINS,
    body: () => ({ subject: { sourceId: newId(), externalId: "nobody" } }),
  },
  "GET /api/v1/holds": { roles: ADMINS },
  "POST /api/v1/holds": { roles: ADMINS, body: () => ({ of: { conversationId: newId() }, reason: "other" }) },
  "DELETE /api/v1/holds/[holdId]": { roles: ADMINS, params: () => ({ holdId: newId() }) },
  "GET /api/v1/settings": { roles: AUDITORS },
  "GET /api/v1/settings/changes": { roles: AUDITORS },
  "GET /api/v1/settings/[name]/history": { roles: AUDITORS, params: () => ({ name: "undo" }) },
  "PUT /api/v1/settings/[name]": {
    roles: ADMINS,
    params: () => ({ name: "undo" }),
    body: () => ({ version: 0, value: { seconds: 20 } }),
  },
  "GET /api/v1/policies": { roles: EVERYBODY },
  "POST /api/v1/policies": { roles: ADMINS, body: () => policy(0) },
  "GET /api/v1/policies/[policyId]": { roles: EVERYBODY, params: thePolicy },
  "PUT /api/v1/policies/[policyId]": { roles: ADMINS, params: thePolicy, body: () => policy(1) },
  "POST /api/v1/policies/[policyId]/[action]": {
    roles: ADMINS,
    params: (each) => ({ ...thePolicy(each), action: "retire" }),
  },
  "GET /api/v1/alerts": { roles: EVERYBODY },
  "GET /api/v1/alerts/[alertId]/deliveries": { roles: EVERYBODY, params: theAlert },
  "POST /api/v1/alerts/[alertId]/acknowledge": { roles: REVIEWERS, params: theAlert },
  "GET /api/v1/outbox/endpoints": { roles: AUDITORS },
  "POST /api/v1/outbox/endpoints": {
    roles: ADMINS,
    body: () => ({ kind: "slack", name: "A channel", url: "https://example.org/hook" }),
  },
  "PATCH /api/v1/outbox/endpoints/[endpointId]": {
    roles: ADMINS,
    params: theEndpoint,
    body: () => ({ name: "Renamed" }),
  },
  "POST /api/v1/outbox/endpoints/[endpointId]/test": { roles: ADMINS, params: theEndpoint },
  "POST /api/v1/outbox/endpoints/[endpointId]/secret": { roles: ADMINS, params: theEndpoint },
  "DELETE /api/v1/outbox/endpoints/[endpointId]": { roles: ADMINS, params: theEndpoint },
  "GET /api/v1/measure": { roles: MEASURERS },
  "GET /api/v1/measure/sampling": { roles: MEASURERS },
  "POST /api/v1/measure/plan": { roles: MEASURERS, body: () => ({}) },
  "POST /api/v1/measure/frames": { roles: ADMINS },
  "POST /api/v1/measure/frames/[frameId]/reveal": { roles: ADMINS, params: () => ({ frameId: newId() }) },
  "GET /api/v1/measure/breakdown": { roles: MEASURERS, query: () => ({ by: "source" }) },
  "GET /api/v1/measure/risks": { roles: MEASURERS },
  "GET /api/v1/measure/reviewers": { roles: MEASURERS },
  "GET /api/v1/measure/gold": { roles: REVIEWERS },
  "GET /api/v1/measure/times": { roles: MEASURERS },
  "GET /api/v1/measure/drift": { roles: MEASURERS },
  "GET /api/v1/measure/export": { roles: MEASURERS, query: () => ({ what: "figures" }) },
  "GET /api/v1/measure/evaluation-file": { roles: ADMINS },
  "GET /api/v1/measure/cases": { roles: MEASURERS, query: () => ({ cell: "outcome.risk.none" }) },
  "GET /api/v1/evaluations": { roles: MEASURERS },
  "POST /api/v1/evaluations": { roles: ADMINS, body: formWithFile },
  "GET /api/v1/evaluations/[evaluationId]": { roles: MEASURERS, params: theEvaluation },
  "GET /api/v1/evaluations/[evaluationId]/misses": { roles: ADMINS, params: theEvaluation },
  "POST /api/v1/evaluations/[evaluationId]/cancel": { roles: ADMINS, params: theEvaluation },
  "DELETE /api/v1/evaluations/[evaluationId]": { roles: ADMINS, params: theEvaluation },
  "GET /api/v1/audit/events": { roles: AUDITORS },
  "GET /api/v1/audit/checkpoint": { roles: AUDITORS },
  "GET /api/v1/audit/checkpoints": { roles: AUDITORS },
  "GET /api/v1/audit/proof": { roles: AUDITORS, query: () => ({ event: newId() }) },
  "GET /api/v1/audit/consistency": { roles: AUDITORS, query: () => ({ from: "1" }) },
  "GET /api/v1/audit/keys": { roles: AUDITORS },
  "GET /api/v1/model": { roles: ADMINS },
  "GET /api/v1/model/rules": { roles: ADMINS },
  "POST /api/v1/model/rules": { roles: ADMINS, body: () => ({ yaml: "", basedOn: 0 }) },
  "GET /api/v1/model/rules/[version]": { roles: ADMINS, params: () => ({ version: "1" }) },
  "POST /api/v1/model/rules/try": { roles: ADMINS, body: () => ({ yaml: "", messages }) },
  "POST /api/v1/model/strategy": { roles: ADMINS, body: () => ({ strategy: "panel" }) },
  "GET /api/v1/sources": { roles: ADMINS },
  "POST /api/v1/sources": { roles: ADMINS, body: () => ({ platform: "api", name: `source ${newId()}` }) },
  "GET /api/v1/sources/[sourceId]": { roles: ADMINS, params: theSource },
  "PATCH /api/v1/sources/[sourceId]": { roles: ADMINS, params: theSource, body: () => ({ urgency: "urgent" }) },
  "POST /api/v1/sources/[sourceId]/secrets": { roles: ADMINS, params: theSource, body: () => ({}) },
  "DELETE /api/v1/sources/[sourceId]/secrets/[secretId]": { roles: ADMINS, params: theSecret },
  "GET /api/v1/sources/[sourceId]/deliveries": { roles: ADMINS, params: theSource },
  "GET /api/v1/sources/[sourceId]/deliveries/[deliveryId]": { roles: ADMINS, params: theDelivery },
  "POST /api/v1/sources/[sourceId]/deliveries/replay": {
    roles: ADMINS,
    params: theSource,
    body: () => ({ state: "ignored" }),
  },
  "DELETE /api/v1/sources/[sourceId]": { roles: ADMINS, params: theSource },
  "GET /api/v1/uploads": { roles: ADMINS },
  "POST /api/v1/uploads": { roles: ADMINS, body: formWithFile },
  "GET /api/v1/uploads/[uploadId]": { roles: ADMINS, params: theUpload },
  "GET /api/v1/uploads/[uploadId]/errors": { roles: ADMINS, params: theUpload },
  "POST /api/v1/uploads/[uploadId]/[action]": {
    roles: ADMINS,
    params: (each) => ({ ...theUpload(each), action: "cancel" }),
    body: () => ({}),
  },
  "POST /api/v1/keys": { roles: ADMINS, body: ({ sourceId }) => ({ name: "another", sourceId }) },
  "DELETE /api/v1/keys/[keyId]": { roles: ADMINS, params: ({ keyId }) => ({ keyId }) },
  "GET /api/v1/users": { roles: ADMINS },
  "POST /api/v1/users": { roles: ADMINS, body: () => ({ email: `${newId()}@example.org`, roles: ["auditor"] }) },
  "PATCH /api/v1/users/[userId]": {
    roles: ADMINS,
    params: ({ userId }) => ({ userId }),
    body: () => ({ name: "Changed" }),
  },
};

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
