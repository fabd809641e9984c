/** HTTP as the model server of the tests needs it: bodies in, replies out, and the ways in which a reply can go wrong. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Dialect, Reply } from "@/inference/testing/model-server/dialects/dialect";
import type { Fault } from "@/inference/testing/model-server/faults";

/** The body as JSON; undefined when it is none. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Sends a reply, unless the other side is gone. */
export function send(response: ServerResponse, { status, body, text, headers }: Reply): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text ?? JSON.stringify(body));
}

/** Sends half of an answer, then breaks the connection. */
export function sendHalf(response: ServerResponse, { status, body }: Reply): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

/** What a fault makes of a request before it is looked at: a reply, a broken or a silent connection; null for no such fault. */
export function transportFault(fault: Fault | null, dialect: Dialect): Reply | "reset" | "half-open" | null {
  switch (fault?.kind) {
    case "reset":
    case "half-open":
      return fault.kind;
    case "not-json":
      return { status: 200, text: "<html>busy</html>", headers: { "content-type": "text/html" } };
    case "401":
    case "500":
      return dialect.error(Number(fault.kind), fault.kind === "401" ? "Unauthorized" : "told to fail");
    case "429":
    case "503": {
      const message = fault.kind === "429" ? "too many requests" : dialect.full.message;
      const reply = dialect.error(Number(fault.kind), message);
      const seconds = fault.retryAfterSeconds;
      return seconds === null ? reply : { ...reply, headers: { "retry-after": String(seconds) } };
    }
    default:
      return null;
  }
}
