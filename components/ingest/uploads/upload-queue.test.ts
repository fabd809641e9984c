import { expect, test } from "vitest";
import type { Sending, sendFile } from "@/components/ingest/uploads/send-file";
import { UploadQueue } from "@/components/ingest/uploads/upload-queue";
import { ApiProblem } from "@/components/query/fetch-json";

type Sent = { path: string; sourceId: string | null; onSent: (bytes: number) => void; cancelled: boolean } & Pick<
  PromiseWithResolvers<Awaited<Sending["done"]>>,
  "resolve" | "reject"
>;

/** A queue whose files arrive or fail when the test says so. */
function openQueue() {
  const sent: Sent[] = [];
  const clock = { now: 0 };
  const send: typeof sendFile = ({ path }, sourceId, onSent) => {
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<Sending["done"]>>();
    const one: Sent = { path, sourceId, onSent, cancelled: false, resolve, reject };
    sent.push(one);
    return {
      done: promise,
      cancel: () => {
        one.cancelled = true;
        reject(new ApiProblem({ status: 0, code: "NETWORK", detail: "lost" }));
      },
    };
  };
  const queue = new UploadQueue(send, () => clock.now);
  const add = (...names: string[]) =>
    queue.add(
      names.map((path) => ({ path, file: new File(["12345"], path) })),
      "s-1",
    );
  const states = () => queue.files().map(({ path, state }) => `${path} ${state}`);
  return { queue, sent, add, states, clock };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("two files are sent at a time, in their order, and leave the queue when they have arrived", async () => {
  const { queue, sent, add, states } = openQueue();
  let arrived = 0;
  queue.onArrived = () => {
    arrived += 1;
  };
  add("a", "b", "c");
  expect(states()).toEqual(["a sending", "b sending", "c waiting"]);
  sent[1]?.resolve({} as never);
  await settled();
  expect(states()).toEqual(["a sending", "c sending"]);
  expect(sent.map(({ sourceId }) => sourceId)).toEqual(["s-1", "s-1", "s-1"]);
  sent[0]?.resolve({} as never);
  sent[2]?.resolve({} as never);
  await settled();
  expect([states(), arrived, queue.isBusy]).toEqual([[], 3, false]);
});

test("one that fails says why, makes room for the next, and can be sent again", async () => {
  const { queue, sent, add, states } = openQueue();
  add("a", "b", "c");
  sent[0]?.reject(new ApiProblem({ status: 422, code: "INVALID", detail: "The file is empty." }));
  await settled();
  expect(states()).toEqual(["a failed", "b sending", "c sending"]);
  expect(queue.files()[0]?.problem).toBe("The file is empty.");
  queue.retry(queue.files()[0]?.key ?? 0);
  expect(states()).toEqual(["a waiting", "b sending", "c sending"]);
  sent[1]?.resolve({} as never);
  await settled();
  expect(states()).toEqual(["a sending", "c sending"]);
  expect(queue.files()[0]).toMatchObject({ sent: 0, problem: null });
});

test("one that is taken out is cancelled, and does not come back as failed", async () => {
  const { queue, sent, add, states } = openQueue();
  add("a", "b", "c");
  queue.remove(queue.files()[0]?.key ?? 0);
  await settled();
  expect(sent[0]?.cancelled).toBe(true);
  expect(states()).toEqual(["b sending", "c sending"]);
});

test("only failed files do not keep anybody on the page", async () => {
  const { queue, sent, add } = openQueue();
  add("a");
  expect(queue.isBusy).toBe(true);
  sent[0]?.reject(new Error("x"));
  await settled();
  expect(queue.isBusy).toBe(false);
});

test("what was sent is known with the times at which it was, and listeners are told", () => {
  const { queue, sent, add, clock } = openQueue();
  let told = 0;
  const stop = queue.subscribe(() => {
    told += 1;
  });
  add("a");
  const before = told;
  clock.now = 1_000;
  sent[0]?.onSent(2);
  clock.now = 2_000;
  sent[0]?.onSent(4);
  const steady = queue.files();
  expect(queue.files()).toBe(steady);
  expect(steady[0]).toMatchObject({
    sent: 4,
    samples: [
      { at: 1_000, done: 2 },
      { at: 2_000, done: 4 },
    ],
  });
  expect(told).toBe(before + 2);
  stop();
  sent[0]?.onSent(5);
  expect(told).toBe(before + 2);
});
