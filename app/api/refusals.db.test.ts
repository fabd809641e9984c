/** Attempts that are refused reach the audit log: one entry for each actor, kind and minute, with a count. */
import { beforeAll, expect, it } from "vitest";
import { POST as authPost } from "@/app/api/auth/[...path]/route";
import { GET as listAudit } from "@/app/api/v1/audit/events/route";
import { GET as listConversations, POST as sendConversation } from "@/app/api/v1/conversations/route";
import { GET as listErasures } from "@/app/api/v1/erasures/route";
import type { UserActor } from "@/domain/access/actor";
import { recordRefusals } from "@/domain/access/record-refusals";
import { ORIGIN, signIn } from "@/domain/access/testing/browser";
import { createIngestKey } from "@/domain/ingest/create-ingest-key";
import { revokeIngestKey } from "@/domain/ingest/revoke-ingest-key";
import { openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

const context = { params: Promise.resolve({}) };
const ask = (headers: Record<string, string>, init: RequestInit = {}) => new Request(ORIGIN, { ...init, headers });
let reviewer: UserActor;
let session: Record<string, string>;

async function refused() {
  // Minutes that are over: so that nobody has to wait for this one to end.
  await db().$executeRaw`UPDATE access_refusal SET minute = minute - interval '2 minutes'`;
  await recordRefusals();
  const rows = await db().auditEvent.findMany({ where: { type: "access.request.refused" }, orderBy: { seq: "asc" } });
  return rows.map(({ actorKind, actorId, canonical }) => {
    const { what, count } = JSON.parse(canonical).facts;
    return { actorKind, actorId, what, count };
  });
}

beforeAll(async () => {
  await openDesk();
  reviewer = await person("reviewer");
  session = { cookie: await signIn(reviewer.email, undefined, authPost), origin: ORIGIN };
});

it("names who was refused what, and the rest of the world only where it showed a key", async () => {
  const admin = await person("admin");
  const { id, key } = await createIngestKey(admin, { name: "Night chat" });
  await revokeIngestKey(admin, id);
  expect((await listErasures(ask(session), context)).status).toBe(403);
  expect((await listAudit(ask(session), context)).status).toBe(403);
  expect(
    (await sendConversation(ask({ ...session, origin: "https://elsewhere.example" }, { method: "POST" }), context))
      .status,
  ).toBe(403);
  expect((await listConversations(ask({ authorization: `Bearer ${key}` }), context)).status).toBe(401);
  expect((await listConversations(ask({ authorization: "Bearer vgl_of-nobody" }), context)).status).toBe(401);
  expect((await listConversations(ask({}), context)).status).toBe(401);
  const mine = { actorKind: "user", actorId: reviewer.userId, count: 1 };
  const all = await refused();
  expect(all).toHaveLength(5);
  expect(all).toEqual(
    expect.arrayContaining([
      { ...mine, what: "privacy.manage" },
      { ...mine, what: "audit.read" },
      { ...mine, what: "other_site" },
      { actorKind: "ingest_key", actorId: id, what: "ingest_key", count: 1 },
      { actorKind: "system", actorId: "web", what: "ingest_key", count: 1 },
    ]),
  );
});
