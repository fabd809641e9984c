/** What a check of the log reads, one after another, from the database or from an exported file. Pure. */
import { z } from "zod";

const position = z.number().int().min(0);
const hexHash = z.string().regex(/^[0-9a-f]{64}$/, "is not a hash in hexadecimal");

/** The first line: whose log it is, and the keys that are said to sign it. */
const headSchema = z.strictObject({
  kind: z.literal("log"),
  format: z.literal("vigil-log/1"),
  origin: z.string().nullable(),
  keys: z.array(z.strictObject({ version: z.number().int(), vkey: z.string() })),
});

/** An entry with its place; without one while it waits for its seal. */
const entrySchema = z.strictObject({
  kind: z.literal("entry"),
  index: position.nullable(),
  seq: z.string(),
  canonical: z.string(),
  leafHash: hexHash,
});

/** Stands after the entry that it ends with. */
const checkpointSchema = z.strictObject({ kind: z.literal("checkpoint"), size: position, note: z.string() });

/** The last line: a file without it was cut off. */
const endSchema = z.strictObject({ kind: z.literal("end"), entries: position, checkpoints: position });

export const logRecordSchema = z.discriminatedUnion("kind", [headSchema, entrySchema, checkpointSchema, endSchema]);
export type LogRecord = z.infer<typeof logRecordSchema>;
export type LogEntry = z.infer<typeof entrySchema>;

/**
 * What only a database shows: the columns beside the bytes, a place whose entry is gone, and an entry that has no place
 * and waits for none.
 */
export type StoredRecord =
  | LogRecord
  | (LogEntry & { problem: string | null })
  | { kind: "gone"; index: number | null; seq: string | null };
