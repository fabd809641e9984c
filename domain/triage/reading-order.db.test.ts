import { beforeAll, expect, it } from "vitest";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { changeSource } from "@/domain/ingest/change-source";
import { READING_QUEUE, readingJobSchema } from "@/domain/ingest/reading-jobs";
import { clear, engineThatSays, openDesk, person, platform } from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { summariseQueue } from "@/domain/triage/summarise-queue";
import type { Engine } from "@/inference/engines/engine";
import { jobs } from "@/lib/jobs/boss";

beforeAll(openDesk);

/** A model that reads one conversation at a time, and is done with it only when the test says so. */
function slowEngine() {
  const begun: string[] = [];
  let finish: () => void = () => undefined;
  const told = engineThatSays(clear);
  const engine: Engine = {
    ...told,
    read: async (messages) => {
      begun.push(messages[0]?.text ?? "");
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return told.read(messages);
    },
  };
  const isReading = (count: number) => expect.poll(() => begun.length).toBe(count);
  return { engine, begun, isReading, finishOne: () => finish() };
}

async function sourceThatIs(urgency: "urgent" | "normal" | "bulk") {
  const actor = await platform(`A source that is ${urgency}`);
  await changeSource(await person("admin"), actor.sourceId, { urgency });
  return (text: string) => acceptConversation(actor, { messages: [{ role: "user", text }] });
}

it("reads what an urgent source sends next, whatever waits already, and what a bulk source sends last", async () => {
  const [urgent, normal, bulk] = [
    await sourceThatIs("urgent"),
    await sourceThatIs("normal"),
    await sourceThatIs("bulk"),
  ];
  for (const number of [1, 2, 3]) await bulk(`bulk ${number}`);
  for (const number of [1, 2, 3]) await normal(`normal ${number}`);
  const { engine, begun, isReading, finishOne } = slowEngine();
  const boss = await jobs();
  await boss.work(READING_QUEUE, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
    await readAndRoute(engine, readingJobSchema.parse(job?.data));
  });
  await isReading(1);
  await urgent("urgent 1");
  await normal("normal 4");
  await urgent("urgent 2");
  const reviewer = await person("reviewer");
  expect((await summariseQueue(reviewer)).unread).toBe(9);
  for (let read = 1; read < 9; read += 1) {
    finishOne();
    await isReading(read + 1);
  }
  finishOne();
  expect(begun).toEqual([
    "normal 1",
    "urgent 1",
    "urgent 2",
    "normal 2",
    "normal 3",
    "normal 4",
    "bulk 1",
    "bulk 2",
    "bulk 3",
  ]);
  await expect.poll(async () => (await summariseQueue(reviewer)).unread).toBe(0);
});
