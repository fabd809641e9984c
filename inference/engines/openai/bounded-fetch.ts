import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";

/** A body went on after the most that any answer can need. */
export class BodyTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`The answer of the server is larger than ${maxBytes} bytes.`);
  }
}

const WITHOUT_BODY = [204, 205, 304];

/** Servers on uvicorn, SGLang among them, end an idle connection after 5 s: one that old is not used again. */
const KEEP_ALIVE = { keepAlive: true, timeout: 4_000 };

type Sent = { url: URL; init: RequestInit; agents: { http: HttpAgent; https: HttpsAgent } };

function send({ url, init, agents }: Sent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = {
      method: init.method ?? "GET",
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(init.signal && { signal: init.signal }),
    };
    const request =
      url.protocol === "https:"
        ? requestHttps(url, { ...options, agent: agents.https }, resolve)
        : requestHttp(url, { ...options, agent: agents.http }, resolve);
    request.on("error", reject);
    request.end(typeof init.body === "string" ? init.body : undefined);
  });
}

async function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of message) {
    length += part.length;
    if (length > maxBytes) throw new BodyTooLarge(maxBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function headersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, at) => [
    rawHeaders[2 * at] ?? "",
    rawHeaders[2 * at + 1] ?? "",
  ]);
}

/**
 * A `fetch` for servers that are not trusted to behave, with text as the only kind of body. It reads the whole answer
 * before it returns, so that the caller's time-out covers it, follows no redirect, because that would carry a
 * conversation to another place, and costs less than the built-in one.
 *
 * @throws BodyTooLarge for an answer above so many bytes, an AbortError, or the error of the connection
 */
export function boundedFetch(maxBytes: number): typeof fetch {
  const agents = { http: new HttpAgent(KEEP_ALIVE), https: new HttpsAgent(KEEP_ALIVE) };
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const message = await send({ url, init, agents });
    const body = await readBody(message, maxBytes).catch((error: unknown) => {
      // A body that is given up on its way ends like a broken connection.
      init.signal?.throwIfAborted();
      throw error;
    });
    const status = message.statusCode ?? 0;
    return new Response(WITHOUT_BODY.includes(status) ? null : body, { status, headers: headersOf(message) });
  };
}
