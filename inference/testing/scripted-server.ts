/** For tests: an HTTP server on loopback that answers with what it is told, and keeps what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * One answer. `body` is sent as JSON, `raw` as it stands; `drop` cuts the connection, `hang` never answers. `half` sends
 * the beginning of a body and then does either.
 */
export type ScriptedAnswer = {
  status?: number;
  body?: unknown;
  raw?: string;
  headers?: Record<string, string>;
  hang?: boolean;
  drop?: boolean;
  half?: "drop" | "hang";
};

export type SeenRequest = {
  method: string;
  path: string;
  authorization: string | undefined;
  body: Record<string, unknown>;
};

export type ScriptedServer = {
  /** Ends in `/v1`. */
  url: string;
  seen: SeenRequest[];
  /** What it answers with, one after another and the last one for ever. Forgets what it was asked before. */
  script(...answers: ScriptedAnswer[]): void;
  /** Answers by path come first, and stay. */
  paths: Record<string, ScriptedAnswer | undefined>;
  close(): void;
};

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

function send(response: ServerResponse, answer: ScriptedAnswer | undefined): void {
  if (answer?.half) {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"choices": [', () => answer.half === "drop" && response.socket?.destroy());
    return;
  }
  if (answer?.drop) response.socket?.destroy();
  if (answer?.drop || answer?.hang) return;
  response.writeHead(answer?.status ?? 200, { "content-type": "application/json", ...answer?.headers });
  response.end(answer?.raw ?? JSON.stringify(answer?.body ?? {}));
}

/** Starts it on a free port. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  let answers: ScriptedAnswer[] = [];
  const seen: SeenRequest[] = [];
  const paths: ScriptedServer["paths"] = {};
  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    const { authorization } = request.headers;
    seen.push({ method: request.method ?? "", path, authorization, body: await bodyOf(request) });
    if (paths[path]) return send(response, paths[path]);
    send(response, answers.length > 1 ? answers.shift() : answers[0]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    seen,
    paths,
    script(...given) {
      answers = given;
      seen.length = 0;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
