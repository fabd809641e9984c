import { beforeAll, describe, expect, it, vi } from "vitest";
import { acceptDelivery } from "@/domain/ingest/accept-delivery";
import { changeSource } from "@/domain/ingest/change-source";
import { countRefusal } from "@/domain/ingest/count-refusals";
import { createSource } from "@/domain/ingest/create-source";
import { getDelivery } from "@/domain/ingest/get-delivery";
import { normaliseDeliveries } from "@/domain/ingest/normalise-deliveries";
import { standardWebhooks } from "@/domain/ingest/platforms/standard-webhooks";
import { signRequest } from "@/domain/ingest/platforms/testing/sign-request";
import { replayDeliveries } from "@/domain/ingest/replay-deliveries";
import { messagesOf, openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

let made = 0;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function aSource() {
  made += 1;
  const admin = await person("admin");
  const { id, url, secret } = await createSource(admin, { platform: "standard-webhooks", name: `Racing ${made}` });
  if (url === null || secret === null) throw new Error("no address");
  const send = (body: object, key = secret) => {
    const text = JSON.stringify(body);
    const signed = signRequest(standardWebhooks, key, { body: text, url, contentType: "application/json" });
    const request = new Request(signed.url, { method: "POST", headers: signed.headers, body: signed.body });
    return acceptDelivery("standard-webhooks", id, request);
  };
  const deliveries = () => db().webhookDelivery.findMany({ where: { sourceId: id }, orderBy: { receivedAt: "asc" } });
  return { admin, id, send, deliveries };
}

const says = (text: string, conversationId = "c1", more: object = {}) => ({
  type: "message.created",
  timestamp: "2026-11-21T03:04:05Z",
  data: { conversationId, messageId: "m1", role: "user", text, ...more },
});
const edits = (text: string) => ({
  ...says(text, "c1", { editedAt: "2026-11-21T03:06:00Z" }),
  type: "message.edited",
});

/** Runs `work` while another session holds what `lock` takes; then lets go. */
async function whileLocked(lock: (tx: Pick<ReturnType<typeof db>, "$queryRaw">) => Promise<unknown>) {
  const gate = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const done = db().$transaction(async (tx) => {
    await lock(tx);
    locked.resolve();
    await gate.promise;
  });
  await locked.promise;
  return async () => {
    gate.resolve();
    await done;
  };
}

describe("a delivery", () => {
  it("does not stay put aside when its source goes on in the very moment", async () => {
    const { admin, id, send, deliveries } = await aSource();
    await send(says("hello"));
    await changeSource(admin, id, { paused: true });
    const release = await whileLocked(
      (tx) => tx.$queryRaw`SELECT id FROM webhook_delivery WHERE source_id = ${id}::uuid FOR UPDATE`,
    );
    const putAside = normaliseDeliveries();
    await wait(300);
    const goesOn = changeSource(admin, id, { paused: false });
    await wait(300);
    await release();
    await Promise.all([putAside, goesOn]);
    await normaliseDeliveries();
    expect(await deliveries()).toMatchObject([{ state: "normalised" }]);
  });

  it("that takes too long is tried by itself, and does not stop the others", async () => {
    const { id, send, deliveries } = await aSource();
    await send(says("slow", "slow thread"));
    await send(says("quick", "quick thread"));
    const release = await whileLocked(
      (tx) =>
        tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`thread:${id}:slow thread`}, 0))::text AS locked`,
    );
    const run = normaliseDeliveries({ timeoutMs: 300 });
    await wait(1_000);
    await release();
    expect(await run).toBe(2);
    await normaliseDeliveries();
    expect(await deliveries()).toMatchObject([{ state: "normalised" }, { state: "normalised" }]);
  });

  it("that is replayed does not bring an earlier text back, even among edits of one second", async () => {
    const { admin, id, send, deliveries } = await aSource();
    for (const body of [says("first"), edits("second"), edits("third")]) {
      await send(body);
      await normaliseDeliveries();
    }
    const conversation = () => db().conversation.findFirstOrThrow({ where: { sourceId: id } });
    const before = await conversation();
    for (const delivery of [...(await deliveries()), ...(await deliveries()).reverse()]) {
      await replayDeliveries(admin, id, { ids: [delivery.id] });
      await normaliseDeliveries();
    }
    expect(await messagesOf(before.id)).toMatchObject([{ text: "third", earlier: ["first", "second"] }]);
    expect((await conversation()).revision).toBe(before.revision);
  });
});

it("says of a damaged delivery that it does not open", async () => {
  const { admin, id, send, deliveries } = await aSource();
  await send(says("hello"));
  const [row] = await deliveries();
  if (!row) throw new Error("no delivery");
  await db().webhookDelivery.update({ where: { id: row.id }, data: { bodySealed: new Uint8Array(60) } });
  await expect(getDelivery(admin, id, row.id)).rejects.toMatchObject({ code: "CONFLICT" });
});

it("refuses deliveries at once when the database goes away under them, and tries none alone", async () => {
  const { send, deliveries } = await aSource();
  await send(says("before"));
  const release = await whileLocked((tx) => tx.$queryRaw`LOCK TABLE webhook_delivery IN SHARE MODE`);
  let waiting = 12;
  const sent = Array.from({ length: waiting }, async (_, at) => {
    const failure = await send(says(`number ${at}`, `c${at}`)).catch((error: unknown) => error);
    waiting -= 1;
    return failure;
  });
  await wait(500);
  const cut = new Set<number>();
  for (; waiting > 0; await wait(20)) for (const pid of await cutInserts()) cut.add(pid);
  for (const failure of sent) expect(await failure).toMatchObject({ code: "UNAVAILABLE" });
  // Two alone at first, then all others together; were they tried again, each would have to be cut off by itself.
  expect(cut.size).toBeLessThan(8);
  await release();
  expect(await deliveries()).toHaveLength(1);
});

/** Ends the connections on which deliveries wait to be stored; says which, also of one that is still about to end. */
async function cutInserts(): Promise<number[]> {
  const cut = await db().$queryRaw<{ pid: number }[]>`
    SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO webhook_delivery%'`;
  return cut.map(({ pid }) => pid);
}

describe("a request that is not the platform’s", () => {
  const wrong = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

  it("is refused before anybody parses it", async () => {
    const { send } = await aSource();
    const body = says("parsed by nobody");
    const parse = vi.spyOn(JSON, "parse");
    expect((await send(body, wrong)).status).toBe(401);
    expect(parse.mock.calls.filter(([text]) => text === JSON.stringify(body))).toEqual([]);
    parse.mockRestore();
  });

  it("makes a burst alert once, when two processes cross the limit together", async () => {
    const { id } = await aSource();
    const release = await whileLocked(
      (tx) => tx.$queryRaw`
        INSERT INTO webhook_refusal (source_id, minute, count)
        VALUES (${id}::uuid, date_trunc('minute', now()), 18),
          (${id}::uuid, date_trunc('minute', now() + interval '1 minute'), 0)
        RETURNING count`,
    );
    for (let time = 0; time < 5; time += 1) countRefusal(id, "mismatch");
    await wait(1_500);
    await release();
    const alerts = async () =>
      (await db().auditEvent.findMany({ where: { type: "ingest.deliveries.refused" } })).filter(({ canonical }) =>
        canonical.includes(id),
      ).length;
    await expect.poll(alerts).toBe(1);
  });
});
