/** DiscordChatExporter's CSV files: no ids of messages or channels, and all who write look alike. */
import { attachmentText, joinTexts, readTime } from "@/domain/ingest/platforms/read-fields";
import { attachmentKind } from "@/domain/ingest/transcripts/attachment-kind";
import { readRows } from "@/domain/ingest/transcripts/csv-rows";
import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { recordId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import {
  type TranscriptFormat,
  type TranscriptItem,
  TranscriptRefused,
} from "@/domain/ingest/transcripts/transcript-format";

const DIALECT = { delimiter: ",", firstLine: 1 };
const HEADER = ["AuthorID", "Author", "Date", "Content", "Attachments", "Reactions"];

/** Whether a line is the header, quoted or not. */
const isHeader = (line: string) => line.replaceAll('"', "").trim() === HEADER.join(",");

/** Attachments are links, parted by commas. */
function attachmentsOf(cell: string): string[] {
  return cell
    .split(/,(?=https?:|[^,]*\/)/u)
    .filter((each) => each.trim() !== "")
    .map((each) => {
      const name = each
        .trim()
        .replace(/[?#].*$/u, "")
        .replace(/^.*\//u, "");
      const kind = attachmentKind(name);
      return attachmentText(kind, kind === "file" ? name : undefined);
    });
}

async function* read(file: SourceFile): AsyncGenerator<TranscriptItem> {
  const gathered = new GatheredMessages();
  const seen = new HashCounts();
  let conversation: { id: string } | null = null;
  let isFirst = true;
  for await (const row of readRows(file, DIALECT)) {
    if ("kind" in row) {
      yield row;
      continue;
    }
    if (isFirst && !isHeader(row.cells.join(",")))
      throw new TranscriptRefused(`The first line has to be ${HEADER.join(",")}.`);
    const [authorId = "", author = "", date = "", content = "", attachments = ""] = row.cells;
    if (isFirst) isFirst = false;
    else if (authorId.trim() === "") {
      yield { kind: "rejected", line: row.line, reason: "The row has no author." };
    } else {
      const text = joinTexts([content, ...attachmentsOf(attachments)]);
      if (text === "") {
        gathered.skip("messages without text");
        continue;
      }
      const id = recordId(authorId, date, content, attachments);
      // The first message of a channel tells it from others: accounts have numbers, and times seven places.
      conversation ??= { id: recordId("discord-csv", id) };
      const occurrence = seen.add(id);
      yield* gathered.add(conversation, {
        id: occurrence === 0 ? id : `${id}.${occurrence}`,
        role: "user",
        speaker: { id: authorId, name: author.replace(/#0{1,4}$/u, "") || undefined },
        text,
        sentAt: readTime(date),
        sequence: BigInt(row.line),
        line: row.line,
      });
    }
  }
  yield* gathered.end();
}

export const discordCsv: TranscriptFormat = {
  name: "discord-chat-exporter-csv",
  label: "DiscordChatExporter (CSV)",
  detect: ({ text }) => text !== null && isHeader(text.slice(0, 200).split(/\r\n|\n|\r/u)[0] ?? ""),
  read: (file) => requireMessages(read(file)),
};
