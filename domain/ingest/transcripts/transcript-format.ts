/** What Vigil knows of a transcript format. One file per format fills this in; all-formats.ts lists them. */
import type { MessageRole } from "@/domain/ingest/message";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";

export type TranscriptFormat = {
  /** As in `vigil ingest --format`. */
  name: string;
  /** As people call it. */
  label: string;
  /** Whether the file is one of these, by its content alone. Never throws. */
  detect(sample: Sample): boolean;
  /** What the file cannot say and an admin may have to: asked on the preview, given on the command line. */
  asks?: readonly Question[];
  /**
   * Reads the file from its start, holding only a bounded part of it in memory. The same file and options give the same
   * items, so that a run that was stopped can go on where it was.
   * @throws TranscriptRefused when nothing of the file can be used
   */
  read(file: SourceFile, options: ReadOptions): AsyncGenerator<TranscriptItem>;
};

export type Question = "timezone" | "dateOrder" | "columns" | "startAt";

/** The beginning of a file, for telling formats apart. */
export type Sample = {
  /** Up to 64 kB. */
  head: Uint8Array;
  /** The head as text without a byte order mark; null when it is not text. */
  text: string | null;
  /** The names of a zip's entries; null when it is no zip. */
  entries: readonly string[] | null;
};

export type DateOrder = "dmy" | "mdy" | "ymd";

/** Which column of a table holds what, by name. */
export type Columns = {
  text: string;
  conversation?: string;
  speaker?: string;
  role?: string;
  time?: string;
  messageId?: string;
};

export type ReadOptions = {
  /** IANA name of the zone that times without one are in; UTC when not given. */
  timezone?: string;
  /** When not given it is inferred from the whole file, and an `inferred` item says so. */
  dateOrder?: DateOrder;
  columns?: Columns;
  /** When a recording with offsets alone began. */
  startAt?: Date;
};

export type TranscriptItem =
  | MessagesItem
  /** A record that cannot be used. `line` is a line or record number from 1; the reason holds no content. */
  | { kind: "rejected"; line: number; reason: string }
  /** What was left out on purpose, such as "reactions" or "messages without text". */
  | { kind: "skipped"; what: string; count: number }
  /** Something to know about the file as a whole. Holds no content. */
  | { kind: "warning"; text: string }
  /** What was concluded about the file, for the preview to show and ask about. `sure` is false where it was a guess. */
  | { kind: "inferred"; dateOrder?: DateOrder; columns?: Columns; header?: readonly string[]; sure: boolean };

/**
 * Messages of one conversation in their order: the whole of it where that is at most 500, else a part. Parts of one
 * conversation may come apart from each other; those with the same id grow the same thread.
 */
export type MessagesItem = {
  kind: "messages";
  conversation: {
    /** The same at every reading of the same data, and where possible the same as the platform's webhook gives. */
    id: string;
    /** Shown on the preview alone. */
    title?: string;
  };
  messages: TranscriptMessage[];
};

export type TranscriptMessage = {
  /** Unique in its conversation and the same at every reading: the format's own id, else made with `recordId`. */
  id: string;
  /** What the format says; an admin may give a speaker another one. */
  role: MessageRole;
  speaker: { id: string; name?: string };
  text: string;
  sentAt?: Date;
  editedAt?: Date;
  isDeleted?: true;
  isPrivateNote?: true;
  sequence?: bigint;
  /** Line or record number from 1. */
  line: number;
};

/** Thrown by a reader when the file as a whole cannot be used. The reason says what to do, and holds no content. */
export class TranscriptRefused extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = "TranscriptRefused";
  }
}
