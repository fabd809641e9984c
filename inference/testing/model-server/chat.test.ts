import { expect, it, vi } from "vitest";
import { parseOutput } from "@/inference/parse-output";
import type { FaultKind } from "@/inference/testing/model-server/faults";
import type { ModelServer } from "@/inference/testing/model-server/start-model-server";
import { ask, visit, withServer } from "@/inference/testing/model-server/visit";

const INTENT = "I want to end it all tonight";
/** So long that only an abort, a cancel or the end of the test ends it. */
const ENDLESS = { kind: "fixed", serviceMs: 3_600_000 } as const;

const choice = (content: unknown, finish_reason: string) => ({
  status: 200,
  body: { choices: [{ message: { content }, finish_reason }] },
});
const running = (server: ModelServer, count: number) =>
  vi.waitFor(() => expect(server.log.counts.started).toBe(count), { interval: 2, timeout: 15_000 });
const received = (server: ModelServer, count: number) =>
  vi.waitFor(() => expect(server.log.counts.received).toBe(count), { interval: 2, timeout: 15_000 });

it("answers the documented example in the documented form, and counts its tokens", async () => {
  await withServer({ countTokens: (text) => text.split(" ").length }, async (server) => {
    const { body } = await ask(server, INTENT);
    const completion = Object(body);
    const { content } = completion.choices[0].message;
    expect(parseOutput(content, "stop")).toMatchObject({
      outcome: "risk",
      risks: [{ type: "suicide", imminence: "urgent" }],
    });
    expect(completion).toMatchObject({ object: "chat.completion", model: "vigil/stand-in-no-model" });
    // Seven words and the eight tokens of the template.
    expect(completion.usage).toMatchObject({
      prompt_tokens: 15,
      total_tokens: 15 + completion.usage.completion_tokens,
    });
    expect(completion.choices[0].logprobs).toBeNull();
  });
});

it("gives one entry of log-probabilities per token, with bytes", async () => {
  await withServer({}, async (server) => {
    const { body } = await ask(server, INTENT, { logprobs: true, top_logprobs: 5 });
    const [first] = Object(body).choices;
    const tokens: { token: string; bytes: number[]; top_logprobs: unknown[] }[] = first.logprobs.content;
    expect(tokens.map(({ token }) => token).join("")).toBe(first.message.content);
    expect(Buffer.from(tokens.flatMap(({ bytes }) => bytes)).toString()).toBe(first.message.content);
    expect(tokens).toHaveLength(Object(body).usage.completion_tokens);
    expect(tokens.every(({ top_logprobs }) => top_logprobs.length === 5)).toBe(true);
  });
});

it("leaves log-probabilities and constraints out when it is told to ignore them", async () => {
  await withServer({ ignores: ["logprobs", "constraint"] }, async (server) => {
    const { body } = await ask(server, INTENT, { logprobs: true, regex: "VIGIL-OK" });
    expect(body).toMatchObject({
      choices: [{ logprobs: null, message: { content: expect.stringContaining("<risks>") } }],
    });
  });
});

it("is cut off by the limit of the request and by the context length", async () => {
  await withServer({ contextLength: 60, dialect: "llamacpp", countTokens: () => 40 }, async (server) => {
    expect(await ask(server, INTENT, { max_tokens: 5 })).toMatchObject(
      choice("<reflection>The user directly", "length"),
    );
    const { body } = await ask(server, INTENT, { max_tokens: 300 });
    expect(body).toMatchObject({ usage: { total_tokens: 60 }, choices: [{ finish_reason: "length" }] });
  });
});

it.each<["honoured" | "ignored" | "fixed", number[], number[]]>([
  ["honoured", [7, 7, 7, 7, 7, 7, 7, 7], [1, 2, 3, 4, 5, 6, 7, 8]],
  ["ignored", [], [7, 7, 7, 7, 7, 7, 7, 7]],
  ["fixed", [1, 2, 3, 4, 5, 6, 7, 8], []],
])("samples by seeds that are %s", async (seeds, alike, apart) => {
  await withServer({ seeds }, async (server) => {
    const answers = async (list: number[]) => {
      const all = await Promise.all(list.map((seed) => ask(server, "[[flag 0.5]]", { seed, temperature: 0.7 })));
      return new Set(all.map(({ body }) => JSON.stringify(Object(body).choices))).size;
    };
    if (alike.length > 0) expect(await answers(alike)).toBe(1);
    if (apart.length > 0) expect(await answers(apart)).toBeGreaterThan(1);
  });
});

it("gives n choices of one seed, which are all the same", async () => {
  await withServer({}, async (server) => {
    const { body } = await ask(server, "[[flag 0.5]]", { n: 3, temperature: 0.7 });
    const contents = Object(body).choices.map((one: { message: { content: string } }) => one.message.content);
    expect(contents).toHaveLength(3);
    expect(new Set(contents).size).toBe(1);
  });
});

it.each<[FaultKind, object]>([
  ["401", { status: 401 }],
  ["429", { status: 429 }],
  ["500", { status: 500 }],
  ["503", { status: 503, body: { message: "The request queue is full.", code: 503 } }],
  ["not-json", { status: 200, body: "<html>busy</html>" }],
  ["no-choices", { status: 200, body: { choices: [] } }],
  ["truncated", choice(expect.stringMatching(/^<reflection>(?!.*<\/risks>)/s), "length")],
  ["abort", choice(expect.any(String), "abort")],
  ["garbage", choice(expect.not.stringContaining("<reflection>"), "stop")],
  ["empty", choice("", "stop")],
  ["repeated", choice(expect.stringMatching(/^<reflection>(?:The user says that they say that ){10}/), "length")],
  ["repeated-clear", choice(expect.stringMatching(/(?:The user says.*){10}<risks\/>$/s), "stop")],
  ["refusal", choice(expect.stringContaining("can't help"), "stop")],
  [
    "reasoning-only",
    { body: { choices: [{ message: { content: null, reasoning_content: expect.stringContaining("<risks>") } }] } },
  ],
  ["wrong-prompt-tokens", { body: { usage: { prompt_tokens: 8 } } }],
])("shows the fault %s once, by marker in the text, then answers", async (kind, expected) => {
  await withServer({ countTokens: () => 7 }, async (server) => {
    const text = `${INTENT} [[fault ${kind} 1]]`;
    expect(await ask(server, text)).toMatchObject(expected);
    const again = await ask(server, text);
    expect(again).toMatchObject({
      ...choice(expect.stringContaining("<risks>"), "stop"),
      body: { usage: { prompt_tokens: 15 } },
    });
    expect(server.log.counts.finished + server.log.counts.refused).toBe(2);
  });
});

it("says in 429 and 503 when to come back, if it is told to", async () => {
  await withServer({}, async (server) => {
    server.fail({ kind: "429", count: 1, retryAfterSeconds: 3 });
    server.fail({ kind: "503", count: 1, retryAfterSeconds: null });
    const retryAfter = async () => {
      const answer = await ask(server, "x");
      return [answer.status, answer.headers.get("retry-after")];
    };
    expect([await retryAfter(), await retryAfter()]).toEqual([
      [429, "3"],
      [503, null],
    ]);
  });
});

it.each<FaultKind>(["reset", "half-body"])("breaks the connection: %s", async (kind) => {
  await withServer({}, async (server) => {
    server.fail({ kind, count: 1 });
    await expect(ask(server, "x")).rejects.toThrow();
    expect((await ask(server, "x")).status).toBe(200);
  });
});

it("leaves a connection half open: it takes the request and never answers", async () => {
  await withServer({}, async (server) => {
    server.fail({ kind: "half-open", count: 1 });
    const leaving = new AbortController();
    const silent = ask(server, "x", {}, leaving.signal);
    await vi.waitFor(() => expect(server.log.counts.dropped).toBe(1), { timeout: 15_000 });
    expect((await ask(server, "y")).status).toBe(200);
    leaving.abort();
    await expect(silent).rejects.toThrow();
  });
});

it("is slow when it is told to, and only then takes longer than its service time", async () => {
  await withServer({ maxRunning: 1 }, async (server) => {
    server.fail({ kind: "slow", count: 1, slowMs: 3_600_000 });
    const leaving = new AbortController();
    const slow = ask(server, "x", {}, leaving.signal);
    const next = received(server, 1).then(() => ask(server, "y"));
    await received(server, 2);
    expect(server.log.counts.finished).toBe(0);
    leaving.abort();
    await expect(slow).rejects.toThrow();
    expect((await next).status).toBe(200);
  });
});

it("starts with the faults that it is given", async () => {
  await withServer({ faults: [{ kind: "500", count: 1 }, { kind: "empty" }] }, async (server) => {
    expect((await ask(server, "x")).status).toBe(500);
    expect(await ask(server, "x")).toMatchObject(choice("", "stop"));
  });
});

it("takes faults over HTTP, tells which stand, and takes them back", async () => {
  await withServer({}, async (server) => {
    expect(await visit(server, "POST", "/__faults", [{ kind: "500", count: 1 }, { kind: "empty" }])).toMatchObject({
      status: 200,
      body: { faults: [{ kind: "500" }, { kind: "empty" }] },
    });
    expect((await ask(server, "x")).status).toBe(500);
    expect(await ask(server, "x")).toMatchObject(choice("", "stop"));
    expect((await visit(server, "DELETE", "/__faults")).body).toEqual({ faults: [] });
    expect(await ask(server, "x")).toMatchObject(choice(expect.stringContaining("<risks/>"), "stop"));
    expect((await visit(server, "POST", "/__faults", { kind: "nonsense" })).status).toBe(400);
  });
});

it("refuses what is no chat request", async () => {
  await withServer({}, async (server) => {
    expect((await visit(server, "POST", "/v1/chat/completions", { model: "m", messages: [] })).status).toBe(400);
    expect((await ask(server, "x", { stream: true })).status).toBe(400);
    expect((await visit(server, "GET", "/nowhere")).status).toBe(404);
  });
});

it("tells what it was asked and did, newest last, and forgets it when told to", async () => {
  await withServer({}, async (server) => {
    await ask(server, "first");
    await ask(server, "second", { regex: "[a-z]" });
    const { body } = await visit(server, "GET", "/__log");
    expect(body).toMatchObject({
      requests: [{ messages: [{ content: "first" }] }, { messages: [{ content: "second" }] }],
      counts: { received: 2, started: 1, finished: 1, refused: 1, running: 0, queued: 0 },
    });
    expect((await visit(server, "DELETE", "/__log")).body).toMatchObject({ requests: [], counts: { received: 0 } });
  });
});

it("answers every text as another one while it is told to", async () => {
  await withServer({}, async (server) => {
    server.settings.readAs = INTENT;
    expect(await ask(server, "x")).toMatchObject(choice(expect.stringContaining("<risks>\n"), "stop"));
    server.settings.readAs = null;
    expect(await ask(server, "x")).toMatchObject(choice(expect.stringContaining("<risks/>"), "stop"));
  });
});

it("queues beyond its slots, and refuses beyond its queue", async () => {
  await withServer({ time: ENDLESS, maxRunning: 2, maxQueued: 1 }, async (server) => {
    const leaving = new AbortController();
    const held = [1, 2, 3].map((seed) => ask(server, "x", { seed }, leaving.signal));
    await received(server, 3);
    expect(await ask(server, "x")).toMatchObject({
      status: 503,
      body: { object: "error", message: "The request queue is full.", code: 503 },
    });
    const { body } = await visit(server, "GET", "/metrics");
    expect(body).toContain('sglang:num_running_reqs{model_name="vigil/stand-in-no-model"} 2');
    expect(body).toContain('sglang:num_queue_reqs{model_name="vigil/stand-in-no-model"} 1');
    leaving.abort();
    await Promise.allSettled(held);
    await vi.waitFor(
      () => expect(server.log.counts).toMatchObject({ cancelled: 3, started: 2, mostRunning: 2, mostQueued: 1 }),
      { timeout: 15_000 },
    );
  });
});

it("ends a call by the id its sender gave, which is answered as aborted, and goes on with the next", async () => {
  await withServer({ time: ENDLESS, maxRunning: 1 }, async (server) => {
    const first = ask(server, "x", { rid: "one" });
    await running(server, 1);
    server.settings.time = { kind: "fixed", serviceMs: 0 };
    const second = ask(server, "y", { rid: "two" });
    await received(server, 2);
    expect((await visit(server, "POST", "/abort_request", { rid: "one" })).status).toBe(200);
    expect(await first).toMatchObject(choice(expect.any(String), "abort"));
    expect(await second).toMatchObject({ ...choice(expect.any(String), "stop"), body: { id: "two" } });
    expect(server.log.counts).toMatchObject({ aborted: 1, finished: 1 });
  });
});
