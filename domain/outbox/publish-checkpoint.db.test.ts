import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appendEvent } from "@/domain/audit/append-event";
import { findNewestCheckpoint } from "@/domain/audit/list-checkpoints";
import { sealAll } from "@/domain/audit/testing/seal-all";
import { createEndpoint } from "@/domain/outbox/create-endpoint";
import { publishCheckpoint } from "@/domain/outbox/publish-checkpoint";
import { readLogState } from "@/domain/outbox/read-log-state";
import { receiverFor, sendAll, verified } from "@/domain/outbox/testing/outbox";
import { changeSetting } from "@/domain/settings/change-setting";
import { forgetSettings } from "@/domain/settings/current-setting";
import { fallbackOf, type SettingValue } from "@/domain/settings/definitions";
import { openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-checkpoints-"));
let admin: Awaited<ReturnType<typeof person>>;
let version = 0;

beforeAll(async () => {
  await openDesk();
  admin = await person("admin");
  const value = { ...fallbackOf("alerts"), allowedNetworks: ["127.0.0.1/32"] };
  await changeSetting(admin, "alerts", { version: 0, value, note: "" });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function publishTo(places: Partial<SettingValue<"checkpoints">>): Promise<void> {
  const value = { ...fallbackOf("checkpoints"), ...places };
  await changeSetting(admin, "checkpoints", { version, value, note: "" });
  version += 1;
  forgetSettings();
}

async function newCheckpoint() {
  await appendEvent(db(), { type: "audit.log.viewed", actor: admin, facts: {} });
  await sealAll();
  const newest = await findNewestCheckpoint();
  if (!newest) throw new Error("nothing was sealed");
  return newest;
}

const stateOf = (place: string) => db().auditPublication.findFirst({ where: { place: { startsWith: place } } });
const makeDue = () => db().$executeRaw`UPDATE audit_publication SET tried_at = now() - interval '1 day'`;
const fileOf = (size: number) => path.join(folder, `checkpoint-${String(size).padStart(12, "0")}.txt`);

it("goes to a folder, an address and a webhook, as often as is set, and each size once", async () => {
  const [store, hook] = [await receiverFor(), await receiverFor()];
  const url = hook.url;
  const { id, secret } = await createEndpoint(admin, {
    kind: "webhook",
    name: "Witness",
    events: [],
    sourceId: null,
    url,
  });
  const checkpoint = await newCheckpoint();
  await publishTo({ folder, storeUrl: `${store.url}logs/{size}`, endpointIds: [id] });
  await Promise.all([publishCheckpoint(), publishCheckpoint()]);
  await sendAll();
  await publishCheckpoint();
  expect(readFileSync(fileOf(checkpoint.size), "utf8")).toBe(checkpoint.note);
  expect(store.received.map(({ body }) => body)).toEqual([checkpoint.note]);
  const [message, ...more] = hook.received;
  expect(more).toEqual([]);
  expect(message && verified(secret, message)).toMatchObject({
    type: "checkpoint.published",
    data: { size: checkpoint.size, root: checkpoint.root, note: checkpoint.note },
  });
  for (const place of ["folder", "store", `endpoint ${id}`])
    expect(await stateOf(place)).toMatchObject({ treeSize: BigInt(checkpoint.size), failingSince: null });

  expect(await readLogState(admin)).toMatchObject({
    newest: { size: checkpoint.size },
    vkey: expect.stringContaining("+"),
    waiting: { isMore: false },
    places: ["folder", "store", "endpoint"].map((kind) => ({ kind, size: checkpoint.size, failingSince: null })),
  });

  const younger = await newCheckpoint();
  expect(await publishCheckpoint()).toBe(0);
  await makeDue();
  expect(await publishCheckpoint()).toBe(3);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(store.received.at(-1)?.body).toBe(younger.note);
});

it("that does not arrive is known to fail since then, until one arrives", async () => {
  const store = await receiverFor({ status: 500, body: "a secret of the receiver" }, { status: 201 });
  const { size } = await newCheckpoint();
  await publishTo({ storeUrl: store.url });
  await publishCheckpoint();
  expect(await stateOf("store")).toMatchObject({ error: "It answered 500.", treeSize: null });
  expect(await stateOf("folder")).toBeNull();
  expect((await stateOf("store"))?.failingSince).not.toBeNull();
  await makeDue();
  await publishCheckpoint();
  expect(await stateOf("store")).toMatchObject({ treeSize: BigInt(size), failingSince: null, error: null });
});

it("writes over no file, goes into no network that is not allowed, and says what is wrong", async () => {
  const { size, note } = await newCheckpoint();
  writeFileSync(fileOf(size), note.replace("\n", "x\n"));
  await publishTo({ folder, storeUrl: "https://169.254.169.254/latest", endpointIds: [admin.userId] });
  await publishCheckpoint();
  expect((await stateOf("folder"))?.error).toBe("A file of this name says something else.");
  expect((await stateOf("store"))?.error).toContain("not public");
  expect((await stateOf(`endpoint ${admin.userId}`))?.error).toBe("The receiver is gone.");
  await publishTo({ folder: path.join(folder, "nowhere") });
  await makeDue();
  await publishCheckpoint();
  expect((await stateOf("folder"))?.error).toBe("There is no such folder.");
});
