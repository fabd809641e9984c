import { beforeAll, describe, expect, it } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import type { IncomingMessage, IncomingThread, NewOrEdited } from "@/domain/ingest/incoming-message";
import { READING_QUEUE } from "@/domain/ingest/reading-jobs";
import { storeThreads } from "@/domain/ingest/store-threads";
import { eventsAbout, messagesOf, openDesk, platform, textsOf } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

type Platform = Awaited<ReturnType<typeof platform>>;
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 1);
const LONG = 60_000;

const said = (index: number): NewOrEdited => ({
  kind: "new",
  externalId: `m${index}`,
  role: "user",
  author: { id: `author ${index % 40}` },
  text: `text ${index}`,
  sentAt: new Date(START + index * MINUTE),
});
const edited = (index: number): IncomingMessage => ({
  ...said(index),
  kind: "edit",
  text: `new text ${index}`,
  editedAt: new Date(START + (index + 1) * MINUTE),
});

function send(actor: Platform, ...threads: IncomingThread[]) {
  return db().$transaction((tx) => storeThreads(tx, actor, actor.sourceId, threads), { timeout: LONG });
}

async function partsOf({ sourceId }: Platform, externalId: string) {
  return db().conversation.findMany({
    where: { sourceId, externalId },
    orderBy: { part: "asc" },
    select: { id: true, part: true, revision: true, messageCount: true },
  });
}

async function jobsOf(conversationId: string): Promise<number> {
  const rows: unknown[] = await db()
    .$queryRaw`SELECT 1 FROM pgboss.job WHERE name = ${READING_QUEUE} AND data->>'conversationId' = ${conversationId}`;
  return rows.length;
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

/** A request of `count` messages fills as much of a conversation. */
async function filled(actor: Platform, externalId: string, count: number) {
  const [stored] = await send(actor, { externalId, messages: numbers(0, count).map(said) });
  if (!stored) throw new Error("nothing was stored");
  return stored;
}

describe("a thread of 25,000 messages", () => {
  it("becomes three conversations with every message once, however often and in whatever order it is sent", async () => {
    const actor = await platform("a long channel");
    const thread = (messages: IncomingMessage[]) => ({ externalId: "channel", messages });
    // Each batch brings 2,000 new messages, some of the batch before again, and edits of long ago and of what is to come.
    const batches = numbers(0, 13).map((batch) => {
      const fresh = numbers(batch * 2_000, Math.min((batch + 1) * 2_000, 25_000)).map(said);
      const again = numbers(Math.max(0, batch * 2_000 - 100), batch * 2_000).map(said);
      const early = batch === 2 ? [edited(5_900)] : [];
      const late = batch === 12 ? [edited(3), edited(10_003), edited(24_003)] : [];
      return thread([...early, ...again, ...fresh, ...late]);
    });
    let added = 0;
    for (const batch of batches) added += (await send(actor, batch)).reduce((sum, stored) => sum + stored.added, 0);
    expect(added).toBe(25_000);

    const parts = await partsOf(actor, "channel");
    expect(parts.map(({ part, messageCount }) => [part, messageCount])).toEqual([
      [1, 10_000],
      [2, 10_000],
      [3, 5_000],
    ]);
    const sent = numbers(0, 25_000).map((index) => {
      return [3, 5_900, 10_003, 24_003].includes(index) ? `new text ${index}` : `text ${index}`;
    });
    const texts: (string | null)[] = [];
    for (const { id } of parts) texts.push(...(await textsOf(id)));
    expect(texts).toEqual(sent);
    const [first] = parts;
    const changed = (await messagesOf(first?.id ?? "")).filter(({ changedRevision }) => changedRevision !== null);
    expect(changed).toMatchObject([{ text: "new text 3", earlier: ["text 3"], changedRevision: first?.revision }]);

    for (const batch of batches) expect(await send(actor, batch)).toMatchObject([{ id: parts[2]?.id, added: 0 }]);
    expect(await partsOf(actor, "channel")).toEqual(parts);
  }, 120_000);
});

describe("a thread whose conversation is full", () => {
  it("goes on in the next, and an edit in the first asks for a reading of the first alone", async () => {
    const actor = await platform("full");
    const first = await filled(actor, "t", 10_000);
    const [next] = await send(actor, { externalId: "t", messages: [said(10_000)] });
    expect(next).toMatchObject({ revision: 1, status: "received", added: 1 });
    expect(next?.id).not.toBe(first.id);
    const [after] = await send(actor, { externalId: "t", messages: [edited(7)] });
    expect(after).toEqual({ ...next, added: 0 });
    expect((await partsOf(actor, "t")).map(({ revision }) => revision)).toEqual([2, 1]);
    expect([await jobsOf(first.id), await jobsOf(next?.id ?? "")]).toEqual([2, 1]);
    expect(await eventsAbout(first.id)).toEqual(["ingest.conversation.accepted", "ingest.conversation.extended"]);
    expect(await eventsAbout(next?.id ?? "")).toEqual(["ingest.conversation.accepted"]);
  });

  it("makes one next conversation of many messages that arrive at once, each in it", async () => {
    const actor = await platform("racing over the boundary");
    await filled(actor, "t", 9_998);
    const answers = await Promise.all(
      numbers(0, 12).map((index) =>
        acceptConversation(actor, {
          externalId: "t",
          messages: [
            { role: "user", text: `late ${index}`, externalId: `late-${index}` },
            { role: "user", text: `late too ${index}`, externalId: `late-too-${index}` },
          ],
        }),
      ),
    );
    const parts = await partsOf(actor, "t");
    expect(parts.map(({ messageCount }) => messageCount)).toEqual([10_000, 22]);
    expect(answers.filter(({ id }) => id === parts[0]?.id)).toHaveLength(1);
    expect(answers.filter(({ id }) => id === parts[1]?.id)).toHaveLength(11);
  });

  it("is not mistaken for a thread that is called like a part", async () => {
    const actor = await platform("alike");
    const names = ["t", "t#2", "t#2#2"];
    for (const name of names) await filled(actor, name, 10_000);
    await send(actor, ...names.map((externalId) => ({ externalId, messages: [said(10_000)] })));
    for (const name of names) {
      expect((await partsOf(actor, name)).map(({ messageCount }) => messageCount)).toEqual([10_000, 1]);
    }
  }, 60_000);
});
