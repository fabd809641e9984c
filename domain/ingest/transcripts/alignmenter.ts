/** Alignmenter's JSONL: one turn a line, numbered within its session. */
import { z } from "zod";
import { jsonOutline } from "@/domain/ingest/transcripts/json-outline";
import { messageItems, requireMessages } from "@/domain/ingest/transcripts/message-items";
import { readJsonRecords } from "@/domain/ingest/transcripts/read-json-records";
import { storableId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import { roleOfWord } from "@/domain/ingest/transcripts/spoken-roles";
import type {
  TranscriptFormat,
  TranscriptItem,
  TranscriptMessage,
} from "@/domain/ingest/transcripts/transcript-format";

const turnSchema = z.object({
  session_id: z.union([z.string().min(1), z.int().transform(String)]),
  turn_index: z.int().min(0),
  role: z.string(),
  text: z.string(),
});

/** A session is held until the next one begins, and no longer than this. */
const MOST_TURNS = 20_000;

type Session = { id: string; turns: Map<number, TranscriptMessage> };

function missingTurns({ turns }: Session): number {
  const numbers = [...turns.keys()].sort((a, b) => a - b);
  return (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) + 1 - numbers.length;
}

function sessionItems({ id, turns }: Session) {
  const inOrder = [...turns].sort(([a], [b]) => a - b).map(([, message]) => message);
  return messageItems({ id: storableId(id) }, inOrder);
}

async function* readTurns(file: SourceFile): AsyncGenerator<TranscriptItem> {
  let session: Session | null = null;
  let missing = 0;
  for await (const item of readJsonRecords(file)) {
    if ("kind" in item) {
      yield item;
      continue;
    }
    const { record: line, value } = item;
    const turn = turnSchema.safeParse(value).data;
    if (turn === undefined) {
      yield { kind: "rejected", line, reason: "The record is not a turn with session_id, turn_index, role and text." };
      continue;
    }
    if (session !== null && (session.id !== turn.session_id || session.turns.size >= MOST_TURNS)) {
      missing += missingTurns(session);
      yield* sessionItems(session);
      session = null;
    }
    session ??= { id: turn.session_id, turns: new Map() };
    if (session.turns.has(turn.turn_index)) {
      yield { kind: "rejected", line, reason: "The session has another turn of this turn_index." };
      continue;
    }
    session.turns.set(turn.turn_index, {
      id: String(turn.turn_index),
      role: roleOfWord(turn.role) ?? "user",
      speaker: { id: storableId(turn.role) },
      text: turn.text,
      sequence: BigInt(turn.turn_index),
      line,
    });
  }
  if (session !== null) {
    missing += missingTurns(session);
    yield* sessionItems(session);
  }
  if (missing > 0) yield { kind: "warning", text: `${missing} turns are missing: the numbers of turns have gaps.` };
}

export const alignmenter: TranscriptFormat = {
  name: "alignmenter",
  label: "Alignmenter (JSONL)",
  detect(sample) {
    const { top, paths } = jsonOutline(sample);
    const at = top === "array" ? "[]." : "";
    return ["session_id", "turn_index", "role", "text"].every((key) => paths.has(at + key));
  },
  read: (file) => requireMessages(readTurns(file)),
};
