import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Outbox, openOutbox } from "@/bin/discord-gateway/outbox";
import { outgoingOf } from "@/bin/discord-gateway/outgoing";
import { sendOutbox } from "@/bin/discord-gateway/send-outbox";
import { type Receiver, startReceiver } from "@/bin/discord-gateway/testing/receiver";

let folder: string;
let outbox: Outbox;
let vigil: Receiver;
let stop: AbortController;
let sending: Promise<void> = Promise.resolve();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "vigil-send-"));
  outbox = await openOutbox(folder, new Uint8Array(32));
  vigil = await startReceiver();
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await outbox.close();
  await sending.catch(() => undefined);
  await vigil.close();
  await rm(folder, { recursive: true, force: true });
});

function start() {
  send().catch(() => undefined);
}
function send(): Promise<void> {
  const forwardKey = Buffer.from(vigil.secret.slice("whsec_".length), "base64");
  sending = sendOutbox(outbox, { forwardUrl: vigil.url, forwardKey }, stop.signal);
  return sending;
}
const add = (channel: string, id: number) =>
  outbox.append(outgoingOf("MESSAGE_DELETE", { id: String(id), channel_id: channel }, new Date()));
const arrived = (count: number) =>
  vi.waitFor(() => expect(vigil.events).toHaveLength(count), { timeout: 20_000, interval: 10 });

describe("sending", () => {
  test("takes channels side by side, and the messages of one after each other", async () => {
    vigil.delayMs = 20;
    for (let id = 0; id < 90; id += 1) await add(`10${id % 3}`, id);
    start();
    await arrived(90);
    expect(vigil.mostAtOnce).toBe(3);
    for (const channel of ["100", "101", "102"]) {
      const ids = vigil.events.filter((each) => each.conversationId === channel).map((each) => Number(each.messageId));
      expect(ids).toEqual(ids.toSorted((one, other) => one - other));
    }
  });

  test.each([301, 404, 503])(
    "tries again after %i, under the same id, before the next of the channel",
    async (status) => {
      let refused = 0;
      vigil.answerWith = (id) => (id === "delete_1" && refused++ < 2 ? { status } : null);
      await add("101", 1);
      await add("101", 2);
      start();
      await arrived(2);
      expect(vigil.attempts).toEqual(["delete_1", "delete_1", "delete_1", "delete_2"]);
    },
  );

  test("does not send again, after a restart, what was delivered", async () => {
    await add("101", 1);
    await add("101", 2);
    start();
    // The answer to the second may still be on its way; the first was answered before it was sent.
    await arrived(2);
    stop.abort();
    await outbox.close();
    await sending;
    outbox = await openOutbox(folder, new Uint8Array(32));
    await add("101", 3);
    const ids = (await outbox.next(9)).map(({ outgoing }) => outgoing.id);
    expect(ids).not.toContain("delete_1");
    expect(ids).toContain("delete_3");
  });

  test("waits as long as it is told", async () => {
    let refused = false;
    vigil.answerWith = () => {
      if (refused) return null;
      refused = true;
      return { status: 429, headers: { "retry-after": "1" } };
    };
    await add("101", 1);
    const startedAt = Date.now();
    start();
    await arrived(1);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1000);
  });

  test("goes on when Vigil cannot be reached at all, and comes back", async () => {
    const { port } = new URL(vigil.url);
    await vigil.close();
    await add("101", 1);
    start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    vigil = await startReceiver(Number(port));
    await arrived(1);
  });

  test.each([401, 403, 410])("ends after %i, and keeps what waits", async (status) => {
    vigil.answerWith = () => ({ status });
    await add("101", 1);
    await expect(send()).rejects.toThrow(`(${status})`);
    await outbox.close();
    outbox = await openOutbox(folder, new Uint8Array(32));
    expect(await outbox.next(1)).toMatchObject([{ outgoing: { id: "delete_1" } }]);
  });
});
