/** Vigil as far as the worker sees it: checks signatures as Vigil does, and keeps what it understood. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { discordGateway } from "@/domain/ingest/platforms/discord-gateway";
import type { MessageEvent } from "@/domain/ingest/platforms/message-event";
import { verifySignature } from "@/domain/ingest/platforms/verify-signature";

export type Receiver = {
  url: string;
  secret: string;
  /** Of each delivery that was taken the first time, in order. */
  events: MessageEvent[];
  /** `webhook-id`s of all requests, those that were refused too. */
  attempts: string[];
  /** What the next requests are answered; null: what Vigil would. */
  answerWith: ((id: string) => { status: number; headers?: Record<string, string> } | null) | null;
  /** How long an answer takes. */
  delayMs: number;
  /** How many requests were under way at once, at the most. */
  mostAtOnce: number;
  close(): Promise<void>;
};

/** Starts it; on the same port again where that is given. */
export async function startReceiver(port = 0): Promise<Receiver> {
  const seen = new Set<string>();
  let underWay = 0;
  const server = createServer(async (request, response) => {
    underWay += 1;
    receiver.mostAtOnce = Math.max(receiver.mostAtOnce, underWay);
    response.once("close", () => {
      underWay -= 1;
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const headers = new Headers(request.headers as Record<string, string>);
    const id = headers.get("webhook-id") ?? "";
    receiver.attempts.push(id);
    if (receiver.delayMs > 0) await sleep(receiver.delayMs);
    const forced = receiver.answerWith?.(id) ?? null;
    const received = { method: "POST", url: new URL(receiver.url), headers, body };
    const verdict = verifySignature(discordGateway.schemes, received, undefined, [receiver.secret], new Date());
    const status = forced?.status ?? (verdict.ok ? 200 : 401);
    if (status === 200 && !seen.has(id)) {
      seen.add(id);
      const delivery = { body, contentType: headers.get("content-type"), receivedAt: new Date() };
      receiver.events.push(...discordGateway.understand(delivery).events);
    }
    response.writeHead(status, forced?.headers).end();
  });
  const receiver: Receiver = {
    url: "",
    secret: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
    events: [],
    attempts: [],
    answerWith: null,
    delayMs: 0,
    mostAtOnce: 0,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks/discord-gateway/source`;
  return receiver;
}
