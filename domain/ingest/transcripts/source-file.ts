/** A file that may be far larger than memory: on this disk for the command line, in the database for an upload. */
export type SourceFile = {
  /** As it was called; formats never trust it. */
  name: string;
  /** Bytes. */
  size: number;
  /** The bytes from `start` up to but not including `end`, in pieces. May be called any number of times. */
  stream(start?: number, end?: number): AsyncIterable<Uint8Array>;
};
