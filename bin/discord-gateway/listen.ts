/** The connection to Discord's gateway: what it reports is put into the outbox before it counts as received. */
import { setTimeout as sleep } from "node:timers/promises";
import { CloseCodes, WebSocketManager, WebSocketShardEvents } from "@discordjs/ws";
import { GatewayCloseCodes, GatewayDispatchEvents, GatewayIntentBits, type REST } from "discord.js";
import { z } from "zod";
import { fetchMissed } from "@/bin/discord-gateway/fetch-missed";
import { DIRECT, rememberDirectChannel, type Session, type StateFile } from "@/bin/discord-gateway/gateway-state";
import type { Outbox } from "@/bin/discord-gateway/outbox";
import { outgoingOf } from "@/bin/discord-gateway/outgoing";
import { log } from "@/lib/log/log";
import { nextRestart, type RestartHistory } from "@/lib/process/back-off";
import { OperatorError } from "@/lib/process/operator-error";

const INTENTS = GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages | GatewayIntentBits.MessageContent;

/** Our clock and Discord's differ, and what was sent just before we were cut off may not have arrived. */
const OVERLAP_MS = 60_000;
const CLOSE_MS = 3_000;

/** Closings that would only happen again, and what to do about them. */
const FINAL: ReadonlyMap<number, string> = new Map([
  [GatewayCloseCodes.AuthenticationFailed, "it does not know DISCORD_BOT_TOKEN"],
  [
    GatewayCloseCodes.DisallowedIntents,
    "the bot may not read messages: switch Message Content Intent on, under Bot in the Developer Portal",
  ],
  [GatewayCloseCodes.InvalidShard, "it does not take this shard"],
  [GatewayCloseCodes.ShardingRequired, "the bot is in too many servers for one connection"],
  [GatewayCloseCodes.InvalidAPIVersion, "this version of the worker is too old for it"],
  [GatewayCloseCodes.InvalidIntents, "this version of the worker is too old for it"],
]);

const direct = z.looseObject({ channel_id: z.string(), guild_id: z.undefined().optional() });

export type Listening = {
  /** Rejects with an OperatorError when going on makes no sense; resolves after `stop`. */
  ended: Promise<void>;
  /** Leaves so that Discord keeps the session for a while. */
  stop(): Promise<void>;
};

/** Connects, and stays connected until it is stopped. */
export function listen(rest: REST, token: string, file: StateFile, outbox: Outbox): Listening {
  const { state } = file;
  const ended = Promise.withResolvers<void>();
  const stopping = new AbortController();
  const live = new Map<number, Session>();
  let fetching = Promise.resolve();
  let stopFetching = new AbortController();

  const manager = new WebSocketManager({
    token,
    rest,
    intents: INTENTS,
    retrieveSessionInfo: (shard) => live.get(shard) ?? state.shards[shard]?.session ?? null,
    async updateSessionInfo(shard, session) {
      if (stopping.signal.aborted) return;
      if (session !== null) {
        live.set(shard, session);
        return;
      }
      live.delete(shard);
      const known = state.shards[shard];
      if (known) known.session = null;
      await file.save();
    },
  });

  /** Notes that all that a shard reported until now is on disk, with the sequence to go on from. */
  async function markSafe(shard: number, session: Session | undefined, sequence: number | null) {
    const current = live.get(shard);
    if (session === undefined || current?.sessionId !== session.sessionId) return;
    const known = state.shards[shard];
    const reached = sequence ?? known?.session?.sequence ?? session.sequence;
    state.shards[shard] = { session: { ...session, sequence: reached }, safeUntil: Date.now() };
    await file.save();
  }

  function noteGaps(shard: number, guilds: readonly { id: string }[]) {
    const since = state.shards[shard]?.safeUntil;
    if (since === undefined) return;
    // What is being fetched is fetched anew: it was asked for before this gap ended.
    stopFetching.abort();
    for (const place of [...guilds.map(({ id }) => id), ...(shard === 0 ? [DIRECT] : [])]) {
      state.gaps[place] ??= since - OVERLAP_MS;
    }
  }

  function fetchGaps() {
    const stop = new AbortController();
    stopFetching = stop;
    const signal = AbortSignal.any([stopping.signal, stop.signal]);
    fetching = fetching.then(() => fetchMissed(rest, file, outbox, signal)).catch(fail);
  }

  function fail(error: unknown) {
    if (!stopping.signal.aborted) ended.reject(error);
  }

  manager.on(WebSocketShardEvents.Dispatch, ({ data: payload, shardId }) => {
    if (stopping.signal.aborted) return;
    const session = live.get(shardId) ?? state.shards[shardId]?.session ?? undefined;
    if (payload.t === GatewayDispatchEvents.Ready) noteGaps(shardId, payload.d.guilds);
    if (payload.t === GatewayDispatchEvents.MessageCreate) {
      const place = direct.safeParse(payload.d).data;
      if (place) rememberDirectChannel(state, place.channel_id);
    }
    outbox
      .append(outgoingOf(payload.t, payload.d, new Date()))
      .then(() => markSafe(shardId, session, payload.s))
      .then(() => {
        if (payload.t === GatewayDispatchEvents.Ready || payload.t === GatewayDispatchEvents.Resumed) fetchGaps();
      })
      .catch(fail);
  });
  manager.on(WebSocketShardEvents.HeartbeatComplete, ({ shardId }) => {
    outbox
      .append([])
      .then(() => markSafe(shardId, live.get(shardId), null))
      .catch(fail);
  });
  manager.on(WebSocketShardEvents.Ready, ({ shardId }) => log.info({ shard: shardId }, "connected to Discord"));
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) =>
    log.info({ shard: shardId }, "resumed the Discord session"),
  );
  manager.on(WebSocketShardEvents.Error, ({ shardId }) =>
    log.warn({ shard: shardId }, "the connection to Discord failed"),
  );
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    const problem = FINAL.get(code);
    if (problem !== undefined) fail(new OperatorError(`Discord closed the connection (${code}): ${problem}`));
    else log.warn({ shard: shardId, code }, "the connection to Discord was closed; it is made again");
  });

  connect(manager, stopping.signal).catch(fail);

  return {
    ended: ended.promise,
    async stop() {
      stopping.abort();
      const closed = Promise.resolve(manager.destroy({ code: CloseCodes.Resuming })).catch(() => undefined);
      await Promise.race([closed, sleep(CLOSE_MS)]);
      await fetching;
      ended.resolve();
    },
  };
}

/** Asks Discord where to connect until it answers; a wrong token is the one answer that ends this. */
async function connect(manager: WebSocketManager, signal: AbortSignal): Promise<void> {
  for (let history: RestartHistory = { quickDeaths: 0 }; !signal.aborted; ) {
    try {
      await manager.fetchGatewayInformation();
      break;
    } catch (error) {
      if ((error as { status?: unknown }).status === 401) {
        throw new OperatorError("Discord refuses DISCORD_BOT_TOKEN (401): copy the token of the bot anew");
      }
      const next = nextRestart(history, 0);
      history = next.history;
      log.warn({ waitMs: next.delayMs }, "Discord cannot be reached; it is tried again");
      await sleep(next.delayMs, undefined, { signal }).catch(() => undefined);
    }
  }
  if (!signal.aborted) await manager.connect();
}
