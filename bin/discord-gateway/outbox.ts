/**
 * What waits to be sent, on disk: sealed lines in append-only files `outbox-N.log`, and `outbox.json` that says up to
 * where everything was delivered. It survives a kill at any moment; a delivery may then be sent twice, never not at all.
 */
import { mkdir, open, readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Outgoing } from "@/bin/discord-gateway/outgoing";
import { openText, sealText } from "@/lib/crypto/seal";
import { OperatorError } from "@/lib/process/operator-error";

/** A file is followed by a new one from this size on, and much earlier when nothing in it waits any more. */
const FULL_BYTES = 4 * 1024 * 1024;
const WORTH_CLEARING_BYTES = 64 * 1024;
const READ_BYTES = 256 * 1024;
const NOTE_MS = 250;

const outgoingSchema = z.object({ id: z.string(), lane: z.string(), body: z.string() });
const positionSchema = z.object({ file: z.int(), offset: z.int().nonnegative() });
type Position = z.output<typeof positionSchema>;

export type Entry = { readonly outgoing: Outgoing; readonly end: Position; isDone: boolean };

export type Outbox = {
  /** Resolves when these, and all that were given before, are on disk. Rejects when they cannot be: the disk is full, say. */
  append(outgoing: readonly Outgoing[]): Promise<void>;
  /** The next `most` entries that were not handed out yet; waits for one. Empty when the outbox was closed. */
  next(most: number): Promise<Entry[]>;
  /** Notes that an entry was delivered. */
  done(entry: Entry): void;
  close(): Promise<void>;
};

type Waiting = { bytes: Buffer; resolve: () => void; reject: (error: unknown) => void };

/**
 * Opens the outbox of a folder, which is made when it is missing. One process at a time.
 * @param key 32 bytes; what waits can be opened only with the key that it was sealed with
 */
export async function openOutbox(folder: string, key: Uint8Array): Promise<Outbox> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const nameOf = (file: number) => path.join(folder, `outbox-${file}.log`);
  const noteFile = path.join(folder, "outbox.json");
  const sizes = await findFiles(folder);
  const position = await readPosition(noteFile, sizes);
  for (const file of [...sizes.keys()]) if (file < position.file) await drop(file);
  let last = Math.max(position.file, ...sizes.keys());
  if (!sizes.has(last)) sizes.set(last, 0);
  let handle = await open(nameOf(last), "a", 0o600);

  const waiting: Waiting[] = [];
  const handedOut: Entry[] = [];
  const reader = { ...position };
  let writing = Promise.resolve();
  let isWriting = false;
  let noting: NodeJS.Timeout | null = null;
  let broken: unknown = null;
  let isClosed = false;
  let wake = () => {};

  const sizeOf = (file: number) => sizes.get(file) ?? 0;

  async function drop(file: number) {
    await rm(nameOf(file), { force: true });
    sizes.delete(file);
  }

  async function beginNextFile() {
    await handle.close();
    last += 1;
    handle = await open(nameOf(last), "a", 0o600);
    sizes.set(last, 0);
    const directory = await open(folder);
    await directory.sync().finally(() => directory.close());
  }

  async function write() {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0);
      try {
        if (broken !== null) throw broken;
        const bytes = Buffer.concat(batch.map((each) => each.bytes));
        if (bytes.length > 0) {
          const isIdle = position.file === last && position.offset === sizeOf(last);
          if (sizeOf(last) >= (isIdle ? WORTH_CLEARING_BYTES : FULL_BYTES)) await beginNextFile();
          await handle.appendFile(bytes);
          await handle.datasync();
          sizes.set(last, sizeOf(last) + bytes.length);
        }
        for (const { resolve } of batch) resolve();
        wake();
      } catch (error) {
        broken = error;
        for (const { reject } of batch) reject(error);
      }
    }
    // In the same turn as the last look: what comes later begins a writing of its own.
    isWriting = false;
  }

  async function readLines(most: number): Promise<Entry[]> {
    const end = sizeOf(reader.file);
    const from = await open(nameOf(reader.file));
    try {
      for (let length = READ_BYTES; ; length *= 4) {
        const chunk = Buffer.alloc(Math.min(length, end - reader.offset));
        const { bytesRead } = await from.read(chunk, 0, chunk.length, reader.offset);
        const entries: Entry[] = [];
        for (let start = 0; entries.length < most; ) {
          const newline = chunk.subarray(0, bytesRead).indexOf(10, start);
          if (newline < 0) break;
          reader.offset += newline + 1 - start;
          entries.push({ outgoing: unseal(chunk.toString("utf8", start, newline)), end: { ...reader }, isDone: false });
          start = newline + 1;
        }
        if (entries.length > 0) return entries;
        if (chunk.length < length)
          throw new OperatorError(`${nameOf(reader.file)} is damaged at byte ${reader.offset}`);
      }
    } finally {
      await from.close();
    }
  }

  const place = { table: "discord_gateway", column: "outbox", row: "1" };
  const seal = (each: Outgoing) =>
    Buffer.from(`${Buffer.from(sealText(key, JSON.stringify(each), place)).toString("base64")}\n`);
  function unseal(line: string): Outgoing {
    try {
      return outgoingSchema.parse(JSON.parse(openText(key, Buffer.from(line, "base64"), place)));
    } catch (error) {
      throw new OperatorError(
        `messages that wait in ${folder} cannot be opened: VIGIL_SECRET (or DATA_DIR/secret) is another one than when they came. Set the former one, or move the folder away and lose them`,
        1,
        { cause: error },
      );
    }
  }

  async function writeNote() {
    if (position.file < last && position.offset === sizeOf(position.file)) {
      Object.assign(position, { file: position.file + 1, offset: 0 });
    }
    await writeFile(`${noteFile}.new`, JSON.stringify(position), { mode: 0o600 });
    await rename(`${noteFile}.new`, noteFile);
    for (const file of [...sizes.keys()]) if (file < position.file) await drop(file);
  }

  let noted = Promise.resolve();
  /** One note after the other: two at once would move the same new file into place. */
  function note(): Promise<void> {
    noted = noted.catch(() => undefined).then(writeNote);
    return noted;
  }

  return {
    append(outgoing) {
      const bytes = Buffer.concat(outgoing.map(seal));
      return new Promise((resolve, reject) => {
        waiting.push({ bytes, resolve, reject });
        if (!isWriting) writing = write();
      });
    },
    async next(most) {
      while (!isClosed) {
        if (reader.offset < sizeOf(reader.file)) {
          const entries = await readLines(most);
          handedOut.push(...entries);
          return entries;
        }
        if (reader.file < last) Object.assign(reader, { file: reader.file + 1, offset: 0 });
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      return [];
    },
    done(entry) {
      entry.isDone = true;
      while (handedOut[0]?.isDone) Object.assign(position, handedOut.shift()?.end);
      if (isClosed) return;
      noting ??= setTimeout(() => {
        noting = null;
        // A stale note costs a repetition; the next one follows.
        note().catch(() => undefined);
      }, NOTE_MS);
    },
    async close() {
      isClosed = true;
      wake();
      await writing;
      if (noting !== null) clearTimeout(noting);
      await note();
      await handle.close();
    },
  };
}

/** The files and their sizes, without a last line that a kill cut off: it counts as never written. */
async function findFiles(folder: string): Promise<Map<number, number>> {
  const files = (await readdir(folder)).flatMap((name) => /^outbox-(\d{1,15})\.log$/.exec(name)?.[1] ?? []).map(Number);
  const sizes = new Map<number, number>();
  for (const file of files.sort((one, other) => one - other)) {
    const name = path.join(folder, `outbox-${file}.log`);
    const bytes = await readFile(name);
    const size = bytes.lastIndexOf(10) + 1;
    if (size < bytes.length) await truncate(name, size);
    sizes.set(file, size);
  }
  return sizes;
}

/** From the beginning when there is no note, or one that fits no file. */
async function readPosition(noteFile: string, sizes: Map<number, number>): Promise<Position> {
  const text = await readFile(noteFile, "utf8").catch(() => "null");
  const first = sizes.keys().next().value ?? 1;
  let noted: Position | undefined;
  try {
    noted = positionSchema.safeParse(JSON.parse(text)).data;
  } catch {
    noted = undefined;
  }
  if (noted === undefined) return { file: first, offset: 0 };
  if (noted.file < first || noted.offset > (sizes.get(noted.file) ?? 0))
    return { file: Math.max(first, noted.file), offset: 0 };
  return noted;
}
