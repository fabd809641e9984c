/** What the worker must know of Discord after a restart, as a file: no content, only ids and times. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { OperatorError } from "@/lib/process/operator-error";

const session = z.object({
  sessionId: z.string(),
  resumeURL: z.string(),
  sequence: z.int(),
  shardId: z.int(),
  shardCount: z.int(),
});

const schema = z.object({
  /** By shard: the session that may be resumed, and up to when (ms since 1970) all that Discord reported is on disk. */
  shards: z.record(z.string(), z.object({ session: session.nullable(), safeUntil: z.number() })),
  /** Servers, and `@direct`, of which messages since that time (ms since 1970) still have to be fetched. */
  gaps: z.record(z.string(), z.number()),
  /** Channels of direct messages that were seen: Discord lists them nowhere. The latest ones. */
  directChannels: z.array(z.string()),
});

export type GatewayState = z.output<typeof schema>;
export type Session = z.output<typeof session>;

/** Key of the gap in direct messages; servers have their ids. */
export const DIRECT = "@direct";
const MOST_DIRECT_CHANNELS = 5_000;

export type StateFile = {
  /** Change it in place, then call `save`. */
  readonly state: GatewayState;
  /** Writes it whole; calls during a write become one more. */
  save(): Promise<void>;
};

/**
 * Reads the file, or begins anew when there is none.
 * @throws OperatorError when it is damaged: going on would skip messages in silence
 */
export async function openState(folder: string): Promise<StateFile> {
  const file = path.join(folder, "state.json");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const state = await read(file);
  let writing: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function write() {
    await writeFile(`${file}.new`, JSON.stringify(state), { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
  }
  return {
    state,
    save() {
      next ??= (writing ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => {
          next = null;
          writing = write();
          return writing;
        });
      return next;
    },
  };
}

async function read(file: string): Promise<GatewayState> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new OperatorError(`cannot read ${file}: ${error.code}`, 1, { cause: error });
  });
  if (text === null) return { shards: {}, gaps: {}, directChannels: [] };
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new OperatorError(
      `${file} is damaged. Delete it: messages of the time while this was stopped are then missed`,
      1,
      {
        cause: error,
      },
    );
  }
}

/** Remembers a channel of direct messages; true when it was new. */
export function rememberDirectChannel(state: GatewayState, channelId: string): boolean {
  if (state.directChannels.includes(channelId)) return false;
  state.directChannels.push(channelId);
  state.directChannels.splice(0, state.directChannels.length - MOST_DIRECT_CHANNELS);
  return true;
}
