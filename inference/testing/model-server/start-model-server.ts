/**
 * A model server to test against, on loopback: it speaks as SGLang, vLLM, Ollama, llama.cpp or a plain OpenAI-compatible
 * URL does, takes the time that a batching server takes, and shows faults when it is told to. It is a test tool and no
 * model: it answers by rule (answer-rules.ts), by markers in the text (markers.ts) and by seed.
 *
 * Beside the paths of its dialect: `POST /__faults` adds one or more faults (faults.ts), `DELETE /__faults` removes all,
 * `GET /__log` tells what was asked and counted, `DELETE /__log` forgets it.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import { type CallLog, createCallLog } from "@/inference/testing/model-server/call-log";
import { chatRequestSchema } from "@/inference/testing/model-server/chat-request";
import type { Dialect, Reply, ServerView } from "@/inference/testing/model-server/dialects/dialect";
import { llamacpp } from "@/inference/testing/model-server/dialects/llamacpp";
import { ollama } from "@/inference/testing/model-server/dialects/ollama";
import { plainOpenAi } from "@/inference/testing/model-server/dialects/plain-openai";
import { sglang } from "@/inference/testing/model-server/dialects/sglang";
import { vllm } from "@/inference/testing/model-server/dialects/vllm";
import { createFaults, type FaultInput, faultSchema } from "@/inference/testing/model-server/faults";
import { DEFAULT_OPTIONS, type DialectName, type ModelServerOptions } from "@/inference/testing/model-server/options";
import { createChat, type Settings } from "@/inference/testing/model-server/serve-chat";
import { createSlots } from "@/inference/testing/model-server/slots";
import { readJson, send, transportFault } from "@/inference/testing/model-server/wire";

const SPEAKS: Record<DialectName, Dialect> = { sglang, vllm, ollama, llamacpp, openai: plainOpenAi };

export type ModelServer = {
  /** The base to give as INFERENCE_URL, with `/v1`. */
  url: string;
  /** The same without `/v1`. */
  origin: string;
  options: ModelServerOptions;
  log: CallLog;
  settings: Settings;
  /** Adds a fault, as `POST /__faults` does. */
  fail(fault: FaultInput): void;
  /** Removes all faults. */
  mend(): void;
  /** From now on an answer takes so many milliseconds once it has a slot. */
  answerAfter(serviceMs: number): void;
  /** Stops listening and breaks what is open. Calling it again does nothing. */
  close(): Promise<void>;
};

const faultListSchema = z.union([faultSchema.transform((fault) => [fault]), z.array(faultSchema)]);

/** Listens on loopback. @returns the address */
async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the model server has no port");
  return `http://127.0.0.1:${address.port}`;
}

/** Starts a server; what is not given is as in `DEFAULT_OPTIONS`. */
export async function startModelServer(given: Partial<ModelServerOptions> = {}): Promise<ModelServer> {
  const options = { ...DEFAULT_OPTIONS, ...given };
  const dialect = SPEAKS[options.dialect];
  const log = createCallLog();
  const faults = createFaults(() => performance.now());
  for (const fault of options.faults) faults.add(fault);
  const settings: Settings = { time: options.time, readAs: null };
  const slots = createSlots(options, dialect.evicts && options.prioritised, log);
  const { chat, refuse } = createChat({ dialect, options, settings, faults, slots, log });
  const view: ServerView = {
    options,
    precision: () => {
      if (faults.stands("float16")) return "float16";
      return faults.stands("quantised") ? "quantised" : options.precision;
    },
    load: () => ({ ...log.counts, ...slots.counts() }),
    abort: (requestId) => slots.abort(requestId),
  };

  function control(method: string, path: string, body: unknown): Reply {
    if (path === "/__log") {
      if (method === "DELETE") log.clear();
      return { status: 200, body: { requests: log.requests, counts: view.load() } };
    }
    if (method === "DELETE") faults.clear();
    if (method === "POST") {
      const asked = faultListSchema.safeParse(body);
      if (!asked.success) return { status: 400, body: { error: z.prettifyError(asked.error) } };
      for (const fault of asked.data) faults.add(fault);
    }
    return { status: 200, body: { faults: faults.list() } };
  }

  function other(method: string, path: string, body: unknown, response: ServerResponse): void {
    const broken = transportFault(faults.strike(null), dialect);
    if (broken === "reset") response.destroy();
    if (broken === "reset" || broken === "half-open") return;
    const route = dialect.routes[`${method} ${path}`];
    send(response, broken ?? (route === undefined ? dialect.error(404, "Not Found") : route(view, body)));
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? "GET";
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const body = method === "POST" ? await readJson(request) : undefined;
    if (path === "/__log" || path === "/__faults") {
      send(response, control(method, path, body));
      return;
    }
    const isChat = method === "POST" && path === "/v1/chat/completions";
    if (isChat) log.add(body);
    const key = request.headers.authorization ?? `Bearer ${String(request.headers["x-api-key"])}`;
    if (options.apiKey !== null && dialect.guards(path) && key !== `Bearer ${options.apiKey}`) {
      if (isChat) refuse(response, dialect.error(401, "Unauthorized"));
      else send(response, dialect.error(401, "Unauthorized"));
      return;
    }
    if (!isChat) {
      other(method, path, body, response);
      return;
    }
    const chatRequest = chatRequestSchema.safeParse(body);
    if (chatRequest.success) chat(chatRequest.data, response);
    else refuse(response, dialect.error(400, z.prettifyError(chatRequest.error)));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      send(response, { status: 500, body: { error: `the test server failed: ${String(error)}` } });
    });
  });
  const origin = await listen(server, options.port);
  const close = () =>
    new Promise<void>((resolve, reject) => {
      if (!server.listening) return resolve();
      slots.stop();
      server.closeAllConnections();
      server.close((error) => (error ? reject(error) : resolve()));
    });
  return {
    url: `${origin}/v1`,
    origin,
    options,
    log,
    settings,
    fail: (fault) => faults.add(fault),
    mend: () => faults.clear(),
    answerAfter: (serviceMs) => {
      settings.time = { kind: "fixed", serviceMs };
    },
    close,
  };
}
