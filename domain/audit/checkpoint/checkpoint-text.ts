/** What a checkpoint says (C2SP tlog-checkpoint): which log, how many entries, and the root over them. Pure. */
import { NoteMalformed, parseNote, readBase64, type SignedNote } from "@/domain/audit/checkpoint/signed-note";
import type { Hash } from "@/domain/audit/merkle/tree-hash";

const ROOT_BYTES = 32;

export type Checkpoint = { origin: string; size: number; root: Hash };

/** The text that is signed. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`;
}

/** Reads the text of a checkpoint; lines after the root are extensions and left aside. @throws NoteMalformed */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root, ...rest] = text.split("\n");
  const bytes = readBase64(root ?? "");
  if (rest.at(-1) !== "" || rest.slice(0, -1).includes("")) throw new NoteMalformed("the checkpoint has too few lines");
  if (origin === undefined || origin === "") throw new NoteMalformed("the checkpoint names no log");
  if (size === undefined || !/^(0|[1-9]\d{0,14})$/.test(size))
    throw new NoteMalformed("the size in the checkpoint is not a number");
  if (bytes?.length !== ROOT_BYTES) throw new NoteMalformed("the root in the checkpoint is not a hash");
  return { origin, size: Number(size), root: new Uint8Array(bytes) };
}

/** A note that holds a checkpoint, taken apart and not verified. @throws NoteMalformed */
export function readCheckpoint(note: string): { checkpoint: Checkpoint; signed: SignedNote } {
  const signed = parseNote(note);
  return { checkpoint: parseCheckpoint(signed.text), signed };
}
