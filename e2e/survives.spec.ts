import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { callApi } from "@/e2e/desk/desk-client";
import { familyOf, postmasterPid } from "@/e2e/desk/processes";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";

test.use({ deskOptions: { ownFor: "processes that are killed" } });

const CONVERSATIONS = 200;
/** Conversations on their way at once; a platform would have more patience than this. */
const AT_ONCE = 4;
const pageSchema = z.object({
  items: z.array(z.object({ id: z.string(), externalId: z.string().nullable(), status: z.string() })),
  nextCursor: z.string().nullable(),
});

/** Sends one conversation the way a careful platform does: the same key and body until the answer is a 2xx. */
async function sendUntilAccepted(desk: TestDesk, key: { key: string }, name: string): Promise<{ tries: number }> {
  const text = Number(name.split("-").at(-1)) % 3 === 0 ? "I want to end it all tonight" : "a quiet day";
  const body = JSON.stringify({ externalId: name, messages: [{ role: "user", text: `${text} (${name})` }] });
  for (let tries = 1; tries < 200; tries += 1) {
    const headers = { "idempotency-key": name };
    const init = { method: "POST", body, headers, signal: AbortSignal.timeout(5_000) };
    const answer = await callApi(desk.url, key, "/api/v1/conversations", init).catch(() => null);
    if (answer?.ok) return { tries };
    await sleep(150);
  }
  throw new Error(`${name} was never accepted`);
}

async function listAll(desk: TestDesk) {
  const admin = await desk.admin();
  const items: z.infer<typeof pageSchema>["items"] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query = cursor === "" ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const answer: Response = await callApi(desk.url, admin, `/api/v1/conversations${query}`);
    if (!answer.ok) throw new Error(`the list answered ${answer.status}`);
    const page = pageSchema.parse(await answer.json());
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

function pidOf(desk: TestDesk, program: "web" | "worker"): number {
  const found = familyOf(desk.running.child.pid ?? 0).find(({ command }) => command.includes(`bin/${program}.ts`));
  if (!found) throw new Error(`there is no ${program} process`);
  return found.pid;
}

test("Two hundred accepted conversations outlive the worker, the web process and the database, each once", async ({
  desk,
}) => {
  test.setTimeout(180_000);
  const key = await desk.key("Careful platform");
  desk.model?.answerAfter(300);
  const names = Array.from({ length: CONVERSATIONS }, (_, index) => `thread-${index + 1}`);
  const waiting = [...names];
  const accepted: string[] = [];
  let retried = 0;
  const senders = Array.from({ length: AT_ONCE }, async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const { tries } = await sendUntilAccepted(desk, key, name);
      if (tries > 1) retried += 1;
      accepted.push(name);
    }
  });
  const untilSent = async (count: number) => {
    while (accepted.length < count) await sleep(20);
  };
  const killed: { what: string; at: number }[] = [];
  const kill = (what: string, pid: number) => {
    process.kill(pid, "SIGKILL");
    killed.push({ what, at: performance.now() });
  };
  const killing = (async () => {
    await untilSent(CONVERSATIONS * 0.25);
    kill("worker", pidOf(desk, "worker"));
    await untilSent(CONVERSATIONS * 0.5);
    kill("PostgreSQL", postmasterPid(desk.running.dataDir));
    await untilSent(CONVERSATIONS * 0.75);
    kill("web", pidOf(desk, "web"));
  })();
  await Promise.all([...senders, killing]);
  expect(killed).toHaveLength(3);
  expect(retried).toBeGreaterThan(0);

  const stored = await listAll(desk);
  expect(stored.map(({ externalId }) => externalId).toSorted()).toEqual(names.toSorted());
  const states = new Set(stored.map(({ status }) => status));
  expect(
    [...states].filter((state) => !["received", "classifying", "flagged", "clear", "unscored"].includes(state)),
  ).toEqual([]);

  await expect
    .poll(
      async () =>
        (await listAll(desk)).filter(({ status }) => status === "received" || status === "classifying").length,
      {
        timeout: 90_000,
        intervals: [250],
      },
    )
    .toBe(0);
  const recoveredAt = performance.now();
  const end = await listAll(desk);
  expect(end).toHaveLength(CONVERSATIONS);
  expect(end.filter(({ status }) => status === "flagged")).toHaveLength(Math.floor(CONVERSATIONS / 3));
  const times = killed.map(({ what, at }) => `${what} ${((recoveredAt - at) / 1000).toFixed(1)} s`).join(", ");
  process.stdout.write(`everything read after kill -9 of: ${times}; ${retried} requests were sent again\n`);
  test.info().annotations.push({ type: "read after kill -9", description: times });
});
