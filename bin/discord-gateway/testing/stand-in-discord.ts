/** Discord as far as the worker sees it, on this machine: the gateway's protocol over real WebSockets, and its HTTP API. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { snowflakeAt } from "@/domain/ingest/platforms/discord-message";

export const BOT_TOKEN = "bot.token.of-the-stand-in";

type Payload = { op: number; d?: unknown; s?: number; t?: string };
type Message = { id: string; channel_id: string };

export type StandInDiscord = {
  apiUrl: string;
  /** How often a worker identified itself, and how often it resumed. */
  counts: { identified: number; resumed: number };
  /** Reports an event to whoever is connected; kept for a session that resumes. */
  report(topic: string, data: unknown): void;
  /** Writes a message, and reports it unless `unseen`. Ids grow. */
  write(channelId: string, fields?: object, unseen?: "unseen"): Message;
  /** Closes every connection with this code. */
  disconnect(code: number): void;
  /** Forgets the sessions: the next one must identify itself anew. */
  forgetSessions(): void;
  /** While it is pending, answers with messages wait for it; what they hold was decided before. */
  holdMessages: Promise<void>;
  /** Closes each new connection with this code when it identifies itself. */
  refuseWith: number | null;
  connections(): number;
  close(): Promise<void>;
};

/** Starts it on a free port, with one server `g1` of the channels `c1` and `c2`, a thread `t1` (as ids in digits). */
export async function startStandInDiscord(): Promise<StandInDiscord> {
  const channels = ["101", "102"];
  const threads = ["201"];
  const written: (Message & Record<string, unknown>)[] = [];
  const events: Payload[] = [];
  const sockets = new Set<WebSocket>();
  const counts = { identified: 0, resumed: 0 };
  let sequence = 0;
  let sessionId = "";
  let lastId = BigInt(snowflakeAt(new Date()));

  function listed(id: string) {
    return { id, type: 0, last_message_id: written.findLast((message) => message.channel_id === id)?.id ?? null };
  }

  function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", "http://localhost");
    const send = (status: number, value: unknown) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    if (request.headers.authorization !== `Bot ${BOT_TOKEN}`)
      return send(401, { message: "401: Unauthorized", code: 0 });
    const route = url.pathname.replace("/api/v10", "");
    if (route === "/gateway/bot") {
      const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 16 };
      return send(200, { url: gatewayUrl(), shards: 1, session_start_limit: limit });
    }
    if (/^\/guilds\/\d+\/channels$/.test(route)) return send(200, channels.map(listed));
    if (/^\/guilds\/\d+\/threads\/active$/.test(route)) return send(200, { threads: threads.map(listed), members: [] });
    const channelId = /^\/channels\/(\d+)\/messages$/.exec(route)?.[1];
    if (channelId === undefined) return send(404, { message: "404: Not Found", code: 0 });
    const after = BigInt(url.searchParams.get("after") ?? "0");
    const page = written.filter((message) => message.channel_id === channelId && BigInt(message.id) > after);
    const newestFirst = page.slice(0, Number(url.searchParams.get("limit"))).reverse();
    standIn.holdMessages.then(() => send(200, newestFirst)).catch(() => response.destroy());
  }

  const server = createServer(answer);
  const gateway = new WebSocketServer({ server });
  const gatewayUrl = () => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function dispatch(socket: WebSocket, topic: string, data: unknown) {
    sequence += 1;
    const payload = { op: 0, t: topic, s: sequence, d: data };
    events.push(payload);
    socket.send(JSON.stringify(payload));
  }

  function hear(socket: WebSocket, { op, d }: Payload) {
    if (op === 1) socket.send(JSON.stringify({ op: 11 }));
    if (op === 2) {
      if (standIn.refuseWith !== null) return socket.close(standIn.refuseWith);
      if ((d as { token: string }).token !== BOT_TOKEN) return socket.close(4004);
      counts.identified += 1;
      sessionId = `session-${counts.identified}`;
      sequence = 0;
      events.length = 0;
      sockets.add(socket);
      const user = { id: "1", username: "desk", discriminator: "0", bot: true };
      dispatch(socket, "READY", {
        v: 10,
        user,
        guilds: [{ id: "11", unavailable: true }],
        session_id: sessionId,
        resume_gateway_url: gatewayUrl(),
        shard: [0, 1],
        application: { id: "5", flags: 0 },
      });
    }
    if (op === 6) {
      const { session_id, seq } = d as { session_id: string; seq: number };
      if (session_id !== sessionId) return socket.send(JSON.stringify({ op: 9, d: false }));
      counts.resumed += 1;
      for (const event of events) if ((event.s ?? 0) > seq) socket.send(JSON.stringify(event));
      sockets.add(socket);
      dispatch(socket, "RESUMED", {});
    }
  }

  gateway.on("connection", (socket) => {
    socket.on("message", (data) => hear(socket, JSON.parse(data.toString())));
    socket.on("close", (code) => {
      sockets.delete(socket);
      // As Discord does: who says goodbye does not come back to the session.
      if (code === 1000 || code === 1001) sessionId = "left";
    });
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 300 } }));
  });

  const standIn: StandInDiscord = {
    apiUrl: "",
    counts,
    refuseWith: null,
    holdMessages: Promise.resolve(),
    report(topic, data) {
      const [socket] = sockets;
      if (socket) return dispatch(socket, topic, data);
      sequence += 1;
      events.push({ op: 0, t: topic, s: sequence, d: data });
    },
    write(channel_id, fields, unseen) {
      lastId += 1n << 22n;
      const author = { id: "31", username: "ada", global_name: "Ada" };
      const message = {
        id: String(lastId),
        channel_id,
        type: 0,
        content: `words ${written.length}`,
        author,
        timestamp: new Date().toISOString().replace("Z", "000+00:00"),
        edited_timestamp: null,
        ...fields,
      };
      written.push(message);
      if (!unseen) standIn.report("MESSAGE_CREATE", { guild_id: "11", ...message });
      return message;
    },
    disconnect(code) {
      for (const socket of sockets) socket.close(code);
      sockets.clear();
    },
    forgetSessions() {
      sessionId = "forgotten";
    },
    connections: () => sockets.size,
    async close() {
      for (const socket of gateway.clients) socket.terminate();
      gateway.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  standIn.apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  return standIn;
}
