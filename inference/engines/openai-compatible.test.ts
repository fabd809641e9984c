import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createOpenAiEngine } from "@/inference/engines/openai-compatible";

type Answer = {
  status?: number;
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
  hang?: boolean;
  drop?: boolean;
};

/** What the server answers with, one after another; the last one for ever. Over real HTTP, on loopback. */
let answers: Answer[] = [];
let requests: { url: string; authorization: string | undefined; body: Record<string, unknown> }[] = [];
const server = createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request) text += chunk;
  requests.push({
    url: request.url ?? "",
    authorization: request.headers.authorization,
    body: text ? JSON.parse(text) : {},
  });
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  if (answer?.drop) return request.socket.destroy();
  if (answer?.hang) return;
  response.writeHead(answer?.status ?? 200, { "content-type": "application/json", ...answer?.headers });
  response.end(answer?.raw ?? JSON.stringify(answer?.body));
});

let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterEach(() => {
  requests = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const says = (content: unknown, finish_reason = "stop"): Answer => ({
  body: {
    model: "served",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason }],
    usage: { prompt_tokens: 9, completion_tokens: 40 },
  },
});
const RISK =
  '<reflection>Direct intent.</reflection>\n<risks>\n<risk subject="self" type="suicide" severity="high" imminence="urgent"/>\n</risks>';
const CLEAR = "<reflection>A walk.</reflection>\n<risks/>";

function engine(apiKey: string | null = null, at = url) {
  return createOpenAiEngine({
    url: at,
    model: "nopenet/nope-edge",
    apiKey,
    name: "sglang",
    timeoutMs: 300,
    pauseMs: 1,
  });
}

async function read(...given: Answer[]) {
  answers = given;
  return engine().read([{ role: "user", text: "I want to end it all\u200b tonight" }]);
}

describe("a reading by a model server", () => {
  it("asks as the model's documentation does: one user message, greedy, 300 tokens", async () => {
    await read(says(RISK));
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      url: "/v1/chat/completions",
      body: {
        model: "nopenet/nope-edge",
        temperature: 0,
        max_tokens: 300,
        messages: [{ role: "user", content: "I want to end it all tonight" }],
      },
    });
  });

  it("keeps all that is known of the call", async () => {
    const result = await read(says(RISK));
    expect(result).toMatchObject({ engine: "sglang", model: "served", strategy: "single", provisional: false });
    expect(result.reading).toMatchObject({ outcome: "risk", risks: [{ type: "suicide" }] });
    expect(result.calls).toMatchObject([
      {
        raw: RISK,
        finishReason: "stop",
        promptTokens: 9,
        completionTokens: 40,
        seed: 1,
        temperature: 0,
        httpStatus: 200,
        error: null,
      },
    ]);
  });

  it("reads a clear answer as clear", async () => {
    expect((await read(says(CLEAR))).reading.outcome).toBe("none");
  });

  it("sends the key it was given", async () => {
    answers = [says(CLEAR)];
    await engine("a-key").read([{ role: "user", text: "x" }]);
    expect(requests[0]?.authorization).toBe("Bearer a-key");
  });

  it.each<[string, Answer[], string, number]>([
    ["an answer that was cut off", [says("<reflection>The us", "length")], "output_cut_off", 1],
    ["a whole answer that is said to be cut off", [says(CLEAR, "length")], "output_cut_off", 1],
    ["an aborted answer", [says(CLEAR, "abort")], "model_error", 1],
    ["a refusal", [says("I cannot help with that.")], "output_not_understood", 1],
    ["an empty answer", [says("")], "output_not_understood", 1],
    ["no content", [says(null)], "model_error", 1],
    ["no choices", [{ body: { choices: [] } }], "model_error", 1],
    ["something that is not JSON", [{ raw: "<html>busy</html>" }], "model_error", 1],
    ["an error of the server, twice", [{ status: 500, body: {} }], "model_error", 2],
    [
      "a full queue, twice",
      [{ status: 503, body: { object: "error", message: "The request queue is full.", code: 503 } }],
      "model_error",
      2,
    ],
    ["a wrong key", [{ status: 401, body: { error: "Unauthorized" } }], "model_error", 1],
    [
      "a conversation that is too long",
      [
        {
          status: 400,
          body: { error: { message: "Requested token count exceeds the model's maximum context length" } },
        },
      ],
      "input_too_long",
      1,
    ],
    ["a server that does not answer", [{ hang: true }], "model_timeout", 1],
    ["a connection that breaks, twice", [{ drop: true }], "model_unreachable", 2],
  ])("is unscored after %s", async (_, given, reason, calls) => {
    const result = await read(...given);
    expect(result.reading).toMatchObject({ outcome: "unscored", reason });
    expect(result.calls).toHaveLength(calls);
    expect(result.provisional).toBe(false);
  });

  it.each<[string, Answer]>([
    ["a moment of overload", { status: 503, body: {} }],
    ["too many requests", { status: 429, body: {}, headers: { "retry-after": "0" } }],
    ["a dropped connection", { drop: true }],
  ])("goes on after %s, and keeps both attempts", async (_, first) => {
    const result = await read(first, says(RISK));
    expect(result.reading.outcome).toBe("risk");
    expect(result.calls.map((call) => call.error === null)).toEqual([false, true]);
  });

  it("is unscored when no server listens", async () => {
    const result = await engine(null, "http://127.0.0.1:9/v1").read([{ role: "user", text: "x" }]);
    expect(result.reading).toMatchObject({ outcome: "unscored", reason: "model_unreachable" });
    expect(await engine(null, "http://127.0.0.1:9/v1").isReachable()).toBe(false);
  });

  it("does not tell a listening server without a model list from one with it", async () => {
    answers = [{ status: 404, body: {} }];
    expect(await engine().isReachable()).toBe(true);
    answers = [{ status: 503, body: {} }];
    expect(await engine().isReachable()).toBe(false);
  });
});
