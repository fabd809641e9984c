import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { headers: IncomingHttpHeaders; body: string; path: string };
type Answer = { status: number; headers?: Record<string, string>; body?: string };

/** A receiver of webhooks on this machine that answers as told: each answer once, the last one for ever. */
export async function startReceiver(...answers: Answer[]) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { headers, url: path = "" } = request;
    const { status, headers: more, body } = answers[Math.min(received.length, answers.length - 1)] ?? { status: 204 };
    received.push({ headers, body: Buffer.concat(chunks).toString("utf8"), path });
    response.writeHead(status, more).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}/hook`, port, received, stop };
}
