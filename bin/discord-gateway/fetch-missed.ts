/** Fetches the messages of a time in which Discord reported nothing to us. */
import { setTimeout as sleep } from "node:timers/promises";
import { type REST, Routes } from "discord.js";
import { z } from "zod";
import { DIRECT, type StateFile } from "@/bin/discord-gateway/gateway-state";
import type { Outbox } from "@/bin/discord-gateway/outbox";
import { outgoingOf } from "@/bin/discord-gateway/outgoing";
import { snowflakeAt } from "@/domain/ingest/platforms/discord-message";
import { log } from "@/lib/log/log";

const PAGE = 100;
const PAUSE_MS = 5_000;

const channel = z.looseObject({ id: z.string(), last_message_id: z.string().nullish() });
const threads = z.looseObject({ threads: z.array(channel) });
const messages = z.array(z.looseObject({ id: z.string().regex(/^\d{1,19}$/) }));

/** Whether Discord says that we may not see this, or that it is no longer there. */
function isOutOfReach(error: unknown): boolean {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : null;
  return status === 400 || status === 403 || status === 404;
}

/** The channels and live threads of a server in which something was written after the message of this id. */
async function writtenChannels(rest: REST, guildId: string, after: bigint, signal: AbortSignal): Promise<string[]> {
  const listed = z.array(channel).parse(await rest.get(Routes.guildChannels(guildId), { signal }));
  const live = threads.parse(await rest.get(Routes.guildActiveThreads(guildId), { signal })).threads;
  return [...listed, ...live]
    .filter(({ last_message_id }) => last_message_id && BigInt(last_message_id) > after)
    .map(({ id }) => id);
}

async function fetchChannel(rest: REST, outbox: Outbox, channelId: string, since: string, signal: AbortSignal) {
  for (let after = since, count = 0; ; ) {
    const query = new URLSearchParams({ after, limit: String(PAGE) });
    const page = messages.parse(await rest.get(Routes.channelMessages(channelId), { query, signal }));
    page.sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
    await outbox.append(
      page.flatMap((message) => outgoingOf("MESSAGE_CREATE", { ...message, channel_id: channelId }, new Date())),
    );
    count += page.length;
    after = page.at(-1)?.id ?? after;
    if (page.length < PAGE) return count;
  }
}

async function closeGap(rest: REST, { state }: StateFile, outbox: Outbox, place: string, signal: AbortSignal) {
  const since = snowflakeAt(new Date(state.gaps[place] ?? Date.now()));
  const channels =
    place === DIRECT ? [...state.directChannels] : await writtenChannels(rest, place, BigInt(since), signal);
  let count = 0;
  for (const each of channels) {
    count += await fetchChannel(rest, outbox, each, since, signal).catch((error: unknown) => {
      if (!isOutOfReach(error)) throw error;
      return 0;
    });
  }
  log.info({ channels: channels.length, messages: count }, "fetched what was missed");
}

/**
 * Closes every gap that the state names, one after the other, and tries again for ever where Discord does not answer.
 * A gap is forgotten only when its messages are in the outbox. Edits and deletions of that time cannot be fetched.
 */
export async function fetchMissed(rest: REST, file: StateFile, outbox: Outbox, signal: AbortSignal): Promise<void> {
  for (;;) {
    const [place] = Object.keys(file.state.gaps);
    if (place === undefined || signal.aborted) return;
    try {
      await closeGap(rest, file, outbox, place, signal).catch((error: unknown) => {
        if (!isOutOfReach(error)) throw error;
      });
      if (signal.aborted) return;
      delete file.state.gaps[place];
      await file.save();
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ error: error instanceof Error ? error.name : "unknown" }, "missed messages could not be fetched yet");
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
