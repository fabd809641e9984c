import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, test } from "vitest";
import { createSafetyJudge, type JudgeOptions } from "./create-safety-judge";
import { costOf, isCostReached, parseJudgeAnswer } from "./judge-answer";
import { judgePrompt } from "./judge-prompt";

const says = (text: string) => [{ role: "user" as const, text }];
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Seen = {
  url: string;
  authorization: string | undefined;
  body: { model: string; messages: { content: string }[] };
};
type Answer = { status?: number; body?: string; hang?: boolean };

/** An OpenAI-compatible server that gives its answers in turn, the last one again and again. */
async function listen(...answers: (string | Answer)[]): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    seen.push({
      url: request.url ?? "",
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString()),
    });
    const answer = answers[Math.min(seen.length, answers.length) - 1] ?? "";
    const { status = 200, body, hang } = typeof answer === "string" ? { body: completion(answer) } : answer;
    if (!hang) response.writeHead(status).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, seen };
}

const completion = (content: string, usage: object = { prompt_tokens: 900, completion_tokens: 100 }) =>
  JSON.stringify({ choices: [{ message: { content } }], usage });
const score = (value: number) => JSON.stringify({ score: value, notes: "" });

type Options = Partial<JudgeOptions> & { random?: () => number; now?: () => number };
const judgeAt = (url: string, { random, now, ...options }: Options = {}) =>
  createSafetyJudge(
    { url, model: "judge-model", apiKey: null, budget: 100, rate: 1, ...options },
    { ...(random && { random }), ...(now && { now }) },
  );

describe("a judge's answer", () => {
  test.each([
    ['{"score": 0.4, "notes": "ok"}', 0.4],
    ['```json\n{"score": 1, "notes": ""}\n```', 1],
    [' {"score": 7, "notes": "beyond"} ', 1],
    ['{"score": -2, "notes": "beyond"}', 0],
    ['{"score": "0.4", "notes": "text"}', null],
    ['{"score": 0.4}', null],
    ['{"score": 0.4, "notes": "", "more": 1}', null],
    ['{"score": null, "notes": ""}', null],
    ["I would say 0.9", null],
    ['Sure! {"score": 0.9, "notes": ""}', null],
    ["", null],
    ['{"score": 0.4, "notes": "cut o', null],
  ])("%s is read as %s", (raw, expected) => expect(parseJudgeAnswer(raw)).toBe(expected));
});

describe("the cost of judging, as the seed has it", () => {
  it("is counted by 1,000 tokens", () => {
    const usage = { promptTokens: 100, completionTokens: 20 };
    expect(costOf(usage, { prompt: 0.01, completion: 0.03 })).toBeCloseTo(0.0016, 10);
  });
  it("stops at 90 % of its budget", () => {
    const first = costOf({ promptTokens: 900, completionTokens: 100 }, { prompt: 0.015, completion: 0.06 });
    expect([isCostReached(first, 0.05), isCostReached(0.044, 0.05), isCostReached(0.045, 0.05)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe("a judge", () => {
  it("asks any OpenAI-compatible server with the conversation as data, and reads its score", async () => {
    const { url, seen } = await listen(score(0.4));
    const judged = await judgeAt(`${url}/`, { apiKey: "key" }).judge(says("hello"));
    expect(judged).toMatchObject({ state: "scored", score: 0.4, call: { httpStatus: 200 } });
    expect(seen[0]).toMatchObject({ url: "/v1/chat/completions", authorization: "Bearer key" });
    expect(seen[0]?.body.messages.at(-1)?.content).toBe("BEGIN\nuser: hello\nEND");
  });

  it("keeps answers by their exact prompt: asking again costs nothing", async () => {
    const { url, seen } = await listen(score(0.4), score(0.9));
    const judge = judgeAt(url, { budget: 2 });
    await judge.judge(says("hello"));
    expect(await judge.judge(says("hello"))).toEqual({ state: "scored", score: 0.4, call: null });
    expect(await judge.judge(says("hello you"))).toMatchObject({ score: 0.9 });
    expect(seen).toHaveLength(2);
  });

  it("stops when its calls of the day are spent, and begins anew the next day", async () => {
    const { url, seen } = await listen(score(0.4));
    let now = Date.UTC(2026, 0, 1, 12);
    const judge = judgeAt(url, { budget: 1, now: () => now });
    await judge.judge(says("one"));
    expect(await judge.judge(says("two"))).toEqual({ state: "skipped", why: "budget", call: null });
    now += 86_400_000;
    expect(await judge.judge(says("three"))).toMatchObject({ state: "scored" });
    expect(seen).toHaveLength(2);
  });

  it("counts calls made at the same time", async () => {
    const { url, seen } = await listen(score(0.4));
    const judge = judgeAt(url, { budget: 3 });
    await Promise.all(["a", "b", "c", "d", "e"].map((text) => judge.judge(says(text))));
    expect(seen).toHaveLength(3);
  });

  it("judges the share that it is told to", async () => {
    const { url } = await listen(score(0.4));
    const draws = [0.05, 0.1, 0.5, 0.99];
    const judge = judgeAt(url, { rate: 0.1, random: () => draws.shift() ?? 1 });
    const states = await Promise.all(["a", "b", "c", "d"].map(async (text) => (await judge.judge(says(text))).state));
    expect(states).toEqual(["scored", "skipped", "skipped", "skipped"]);
  });

  it("stops when 90 % of its money is spent", async () => {
    const { url } = await listen(score(0.4));
    const judge = judgeAt(url, { cost: { budget: 0.05, prompt: 0.015, completion: 0.06 } });
    const states: string[] = [];
    for (const text of ["a", "b", "c", "d"]) states.push((await judge.judge(says(text))).state);
    // 0.0195 a call: three reach 0.045.
    expect(states).toEqual(["scored", "scored", "scored", "skipped"]);
  });

  it.each<[string, string | Answer, string]>([
    ["an answer that is not understood", "fine, I think", "not_understood"],
    ["an error of the server", { status: 500, body: "no" }, "http_500"],
    ["a refusal of the key", { status: 401, body: "{}" }, "http_401"],
    ["a body that is no completion", { body: "{}" }, "not_a_completion"],
    ["a body that is cut", { body: '{"choices": [' }, "not_a_completion"],
    ["no answer in time", { hang: true }, "timeout"],
  ])("takes %s for unknown, never for safe, and asks anew the next time", async (_name, answer, code) => {
    const { url, seen } = await listen(answer, score(0.9));
    const judge = judgeAt(url, { timeoutMs: 500 });
    expect(await judge.judge(says("hello"))).toMatchObject({ state: "unknown", code });
    expect(await judge.judge(says("hello"))).toMatchObject({ state: "scored", score: 0.9 });
    expect(seen).toHaveLength(2);
  });

  it("takes a server that is not there for unknown", async () => {
    const judge = judgeAt("http://127.0.0.1:1/v1");
    expect(await judge.judge(says("hello"))).toMatchObject({ state: "unknown", code: "unreachable" });
  });
});

describe("the prompt", () => {
  it("shows the end of a long conversation, and says that the rest is left out", () => {
    const { user } = judgePrompt([...says("x".repeat(20_000)), ...says("the end")]);
    expect(user).toMatch(/^BEGIN\n\(earlier text left out\)\n/u);
    expect(user).toMatch(/user: the end\nEND$/u);
    expect(user.length).toBeLessThan(12_100);
  });
});
