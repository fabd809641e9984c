/** HTTP as the model server of the tests needs it: bodies in, replies out, and the ways in which a reply can go wrong. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Dialect, Reply } from "@/inference/testing/model-server/dialects/dialect";
import type { Fault } from "@/inference/testing/model-server/faults";

/** The body as JSON; undefined when it is none. Without an async iterator, which costs more than the rest. */
export function readJson(request: IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("error", reject);
    request.once("end", () => {
      try {
        resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")));
      } catch {
        resolve(undefined);
      }
    });
  });
}

function headOf({ headers }: Reply, text: string): Record<string, string | number> {
  return { "content-type": "application/json", ...headers, "content-length": Buffer.byteLength(text) };
}

/** Sends a reply, unless the other side is gone. */
export function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  const text = reply.text ?? JSON.stringify(reply.body);
  response.writeHead(reply.status, headOf(reply, text)).end(text);
}

/** Sends half of an answer, then breaks the connection. */
export function sendHalf(response: ServerResponse, reply: Reply): void {
  const text = reply.text ?? JSON.stringify(reply.body);
  response.writeHead(reply.status, headOf(reply, text));
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
