/**
 * A stand-in for a model server, on loopback, for tests: it speaks the part of the OpenAI API that Vigil uses and answers
 * by rule. The four documented examples get their documented answers. It is a test tool and no model.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";

type Answer = { content: string; finishReason?: string };

const risk = (attributes: string) => `<risks>\n<risk ${attributes}/>\n</risks>`;

/** What a text that contains the key is answered with; the first that fits counts. */
const ANSWERS: readonly (readonly [RegExp, Answer])[] = [
  [
    /\[\[hostile\]\]/,
    {
      content: `<reflection>The user writes <img src=x onerror="window.__pwned='reflection'"> \u202Eand more\u202C.</reflection>\n${risk('subject="self" type="suicide" severity="high" imminence="urgent" features="active_ideation"')}`,
    },
  ],
  [
    /I want to end it all tonight/i,
    {
      content: `<reflection>The user directly expresses intent to end their life with a specific timeline ("tonight"), indicating acute suicidal ideation with imminent risk.</reflection>\n${risk('subject="self" type="suicide" severity="high" imminence="urgent" features="active_ideation,intent_stated"')}`,
    },
  ],
  [
    /My friend told me she's been cutting herself/i,
    {
      content: `<reflection>The user is reporting concern about a friend engaging in self-harm behavior. This is third-party disclosure requiring attention.</reflection>\n${risk('subject="other" type="self_harm" severity="moderate" imminence="chronic"')}`,
    },
  ],
  [
    /kms lmao this exam/i,
    {
      content:
        '<reflection>The user is using hyperbolic internet slang ("kms") to express frustration about an exam. The "lmao" and casual context indicate this is not genuine suicidal ideation.</reflection>\n<risks/>',
    },
  ],
  [
    /used to be suicidal but therapy helped/i,
    {
      content:
        "<reflection>The user is sharing a recovery narrative about past suicidal ideation. No current crisis indicators.</reflection>\n<risks/>",
    },
  ],
  [
    /thinking about ending it all/i,
    {
      content: `<reflection>The user discloses thoughts of ending their life.</reflection>\n${risk('subject="self" type="suicide" severity="high" imminence="acute"')}`,
    },
  ],
  [
    /right now, on the bridge/i,
    {
      content: `<reflection>The user describes immediate danger to their life.</reflection>\n${risk('subject="self" type="suicide" severity="critical" imminence="emergency"')}`,
    },
  ],
  [/\[\[garbage\]\]/, { content: "I am sorry, I cannot help with that." }],
  [/\[\[cut\]\]/, { content: "<reflection>The user writes about", finishReason: "length" }],
];
const CLEAR: Answer = { content: "<reflection>Nothing in this text points to a risk.</reflection>\n<risks/>" };

const requestSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
});

export type StandIn = {
  /** The base to give as INFERENCE_URL. */
  url: string;
  /** Every chat request received, in order. */
  requests: unknown[];
  /** How long each answer takes, in milliseconds; change it while it runs. */
  delayMs: number;
  /** While set, every chat request is answered with this HTTP status. */
  failWith: number | null;
  /** While set, every text is answered as this one would be. */
  readAs: string | null;
  close(): Promise<void>;
};

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function completion(model: string, prompt: string, answer: Answer) {
  return {
    id: "chatcmpl-stand-in",
    object: "chat.completion",
    created: 0,
    model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: answer.content },
        finish_reason: answer.finishReason ?? "stop",
      },
    ],
    usage: {
      prompt_tokens: Math.ceil(prompt.length / 4),
      completion_tokens: Math.ceil(answer.content.length / 4),
      total_tokens: 0,
    },
  };
}

/** Starts a stand-in on a free loopback port (or the one given). */
export async function startModelStandIn(port = 0): Promise<StandIn> {
  const state: StandIn = {
    url: "",
    requests: [],
    delayMs: 5,
    failWith: null,
    readAs: null,
    close: async () => undefined,
  };
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/v1/models")
      return send(response, 200, { object: "list", data: [{ id: "stand-in", object: "model" }] });
    if (request.url !== "/v1/chat/completions") return send(response, 404, { error: { message: "not here" } });
    const body: unknown = JSON.parse(await readBody(request));
    state.requests.push(body);
    const { model, messages } = requestSchema.parse(body);
    await new Promise((resolve) => setTimeout(resolve, state.delayMs));
    if (state.failWith !== null) return send(response, state.failWith, { error: { message: "told to fail" } });
    const prompt = state.readAs ?? messages[0]?.content ?? "";
    send(response, 200, completion(model, prompt, ANSWERS.find(([pattern]) => pattern.test(prompt))?.[1] ?? CLEAR));
  }
  const server: Server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => send(response, 500, { error: { message: String(error) } }));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stand-in has no port");
  state.url = `http://127.0.0.1:${address.port}/v1`;
  state.close = () =>
    new Promise((resolve, reject) => {
      if (!server.listening) return resolve();
      server.closeAllConnections();
      server.close((error) => (error ? reject(error) : resolve()));
    });
  return state;
}
