/** The check of a whole log, from the database or from a file: reads each record once and keeps little. Pure. */
import { type Checkpoint, readCheckpoint } from "@/domain/audit/checkpoint/checkpoint-text";
import {
  type NoteKey,
  NoteMalformed,
  parseVkey,
  type SignedNote,
  signersOf,
} from "@/domain/audit/checkpoint/signed-note";
import { addLeaf, type CompactRange, EMPTY_RANGE, rootOf } from "@/domain/audit/merkle/compact-range";
import { sameHash } from "@/domain/audit/merkle/tree-hash";
import { followChains } from "@/domain/audit/verify/chain-check";
import { readEntry } from "@/domain/audit/verify/check-event";
import type { LogEntry, StoredRecord } from "@/domain/audit/verify/log-record";

/** `index` is the place in the log, null for an entry that has none yet; ids are null where nothing is left of it. */
export type FirstBad = { index: number | null; seq: string | null; id: string | null; reason: string };
export type LogCheck = {
  ok: boolean;
  /** Entries that were read: those with a place in the log, and those that wait for their seal. */
  events: number;
  sealed: number;
  unsealed: number;
  checkpoints: number;
  /** Cases whose entries form a chain, and from which place in the log on entries carry it. */
  cases: number;
  chainFrom: number | null;
  /** The checkpoints from outside that were held against the log. */
  outside: { size: number; agrees: boolean }[];
  firstBad: FirstBad | null;
};

type Outside = { checkpoint: Checkpoint; signed: SignedNote };
export type CheckOptions = {
  /** Who may have signed; null takes the word of the log's own first line. */
  keys: readonly NoteKey[] | null;
  /** Checkpoints that were kept elsewhere, as notes. @throws NoteMalformed */
  outside?: readonly string[];
};

/** Ends the check: nothing after the first bad record can be trusted. */
class Bad extends Error {
  constructor(readonly found: FirstBad) {
    super(found.reason);
  }
}

function bad(reason: string, at: Partial<FirstBad> = {}): never {
  throw new Bad({ index: null, seq: null, id: null, ...at, reason });
}

const span = (from: number, to: number) =>
  to - from > 1 ? `one of the entries ${from} to ${to - 1}` : `the entry ${from}`;

class Checker {
  range: CompactRange = EMPTY_RANGE;
  unsealed = 0;
  checkpoints = 0;
  chainFrom: number | null = null;
  readonly chains = followChains();
  readonly agreed: { size: number; agrees: boolean }[] = [];
  private keys: readonly NoteKey[];
  private origin: string | null = null;
  /** Up to here the entries are what was signed, by checkpoints inside and outside. */
  private signedSize = 0;
  private outsideSize = 0;
  private hasBegun = false;
  hasEnded = false;
  private readonly outside: Outside[];

  constructor({ keys, outside }: { keys: readonly NoteKey[] | null; outside: Outside[] }) {
    this.keys = keys ?? [];
    this.takesTheirWord = keys === null;
    this.outside = outside.toSorted((one, other) => one.checkpoint.size - other.checkpoint.size);
  }
  private readonly takesTheirWord: boolean;

  take(record: StoredRecord): void {
    if (!this.hasBegun && record.kind !== "log") bad("the log does not begin with its first line");
    if (this.hasEnded) bad("there is more after the end of the log", { index: this.range.size });
    if (record.kind === "gone") bad("the entry is gone", { index: record.index, seq: record.seq });
    if (record.kind === "log") this.begin(record);
    else if (record.kind === "entry") this.entry(record);
    else if (record.kind === "checkpoint") this.checkpoint(record);
    else this.end(record);
  }

  private begin({ origin, keys }: Extract<StoredRecord, { kind: "log" }>): void {
    if (this.hasBegun) bad("the log begins a second time");
    this.hasBegun = true;
    this.origin = origin;
    if (this.takesTheirWord) this.keys = keys.map(({ vkey }) => parseVkey(vkey));
    for (const { checkpoint, signed } of this.outside) {
      if (origin !== null && checkpoint.origin !== origin)
        bad(`the checkpoint from outside is of another log, ${checkpoint.origin}`);
      if (signersOf(signed, this.keys).length === 0) bad("the checkpoint from outside is signed by none of the keys");
    }
    this.holdAgainstOutside();
  }

  private entry(record: LogEntry | (LogEntry & { problem: string | null })): void {
    const { index, seq, canonical, leafHash } = record;
    if (index !== null && index !== this.range.size)
      bad("the entry is gone, or stands elsewhere", { index: Math.min(index, this.range.size) });
    const read = readEntry(canonical, leafHash);
    if (typeof read === "string") bad(read, { index, seq });
    const at = { index, seq, id: read.id };
    if ("problem" in record && record.problem !== null) bad(record.problem, at);
    this.chains.add({ ...read, index, seq, leafHash });
    if (index === null) {
      this.unsealed += 1;
      return;
    }
    if (this.unsealed > 0) bad("an entry with a place comes after those without", at);
    if (read.prev !== undefined) this.chainFrom ??= index;
    this.range = addLeaf(this.range, new Uint8Array(Buffer.from(leafHash, "hex")));
    this.holdAgainstOutside();
  }

  /** Compares the tree as it has grown with what was published of it at this size. */
  private holdAgainstOutside(): void {
    for (const { checkpoint } of this.outside) {
      if (checkpoint.size !== this.range.size) continue;
      const agrees = sameHash(checkpoint.root, rootOf(this.range));
      this.agreed.push({ size: checkpoint.size, agrees });
      if (!agrees) {
        const where = span(this.outsideSize, checkpoint.size);
        bad(`${where} is not what it was when the checkpoint left the desk`, { index: this.outsideSize });
      }
      this.outsideSize = checkpoint.size;
    }
  }

  private checkpoint({ size, note }: Extract<StoredRecord, { kind: "checkpoint" }>): void {
    if (size > this.range.size)
      bad(`a checkpoint is over ${size} entries: what came last is gone`, { index: this.range.size });
    if (size < this.range.size) bad("a checkpoint is not where it belongs", { index: size });
    const { checkpoint, signed } = readCheckpoint(note);
    if (checkpoint.size !== size) bad("a checkpoint says another size than its row", { index: size });
    if (this.origin !== null && checkpoint.origin !== this.origin)
      bad("a checkpoint is of another log", { index: size });
    if (signersOf(signed, this.keys).length === 0)
      bad(`the checkpoint over ${size} entries is signed by none of the keys`, { index: this.signedSize });
    if (!sameHash(checkpoint.root, rootOf(this.range)))
      bad(`${span(this.signedSize, size)} is not what was sealed`, { index: this.signedSize });
    this.signedSize = size;
    this.checkpoints += 1;
  }

  private end({ entries, checkpoints }: Extract<StoredRecord, { kind: "end" }>): void {
    this.hasEnded = true;
    if (entries !== this.range.size + this.unsealed || checkpoints !== this.checkpoints)
      bad("lines are missing", { index: this.range.size });
  }

  finish(): void {
    if (!this.hasEnded) bad("the log was cut off before its last line", { index: this.range.size });
    if (this.signedSize !== this.range.size)
      bad("entries have places, and no checkpoint signs them", { index: this.signedSize });
    const [first] = this.chains.problems();
    if (first) throw new Bad(first);
    const ahead = this.outside.find(({ checkpoint }) => checkpoint.size > this.range.size);
    if (ahead) {
      this.agreed.push({ size: ahead.checkpoint.size, agrees: false });
      bad(`the log has had ${ahead.checkpoint.size} entries: what came last is gone`, { index: this.range.size });
    }
  }
}

/**
 * Checks every entry against its hash, the chain of each case, each root, each signature, and the checkpoints that were
 * kept elsewhere. Stops at the first that is bad.
 * @throws NoteMalformed when a checkpoint from outside is none
 */
export async function checkLog(
  records: AsyncIterable<StoredRecord>,
  { keys, outside = [] }: CheckOptions,
): Promise<LogCheck> {
  const checker = new Checker({ keys, outside: outside.map(readCheckpoint) });
  let firstBad: FirstBad | null = null;
  try {
    for await (const record of records) checker.take(record);
    checker.finish();
  } catch (error) {
    if (error instanceof Bad) firstBad = error.found;
    else if (error instanceof NoteMalformed)
      firstBad = { index: checker.range.size, seq: null, id: null, reason: error.message };
    else throw error;
  }
  const { unsealed, checkpoints, chainFrom } = checker;
  const sealed = checker.range.size;
  const counts = { events: sealed + unsealed, sealed, unsealed, checkpoints, cases: checker.chains.cases(), chainFrom };
  return { ok: firstBad === null, ...counts, outside: checker.agreed, firstBad };
}
