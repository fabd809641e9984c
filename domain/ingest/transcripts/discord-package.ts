/** The data package that Discord gives people of themselves: a zip with all that one person wrote. */
import { z } from "zod";
import { attachmentText, joinTexts } from "@/domain/ingest/platforms/read-fields";
import { attachmentKind } from "@/domain/ingest/transcripts/attachment-kind";
import { readRows } from "@/domain/ingest/transcripts/csv-rows";
import { GatheredMessages } from "@/domain/ingest/transcripts/gather-messages";
import { HashCounts } from "@/domain/ingest/transcripts/hash-counts";
import { requireMessages } from "@/domain/ingest/transcripts/message-items";
import { readBackwards } from "@/domain/ingest/transcripts/read-backwards";
import { readJsonItems, readJsonValues } from "@/domain/ingest/transcripts/read-json-items";
import { readTime } from "@/domain/ingest/transcripts/read-time";
import { recordId } from "@/domain/ingest/transcripts/record-id";
import type { SourceFile } from "@/domain/ingest/transcripts/source-file";
import {
  type TranscriptFormat,
  type TranscriptItem,
  TranscriptRefused,
} from "@/domain/ingest/transcripts/transcript-format";
import { openZip } from "@/domain/ingest/transcripts/zip-entries";

/** `messages/c123/messages.csv`; older packages have no `c`, and folders may be named in another language or case. */
const CHANNEL_FILE = /(?:^|\/)c?(\d{15,20})\/messages\.(csv|json)$/iu;
const DIALECT = { delimiter: ",", firstLine: 1 };
const INDEX = /^(?:[^/]+\/){1,2}index\.json$/iu;
const ACCOUNT = /(?:^|\/)account\/user\.json$/iu;

const cell = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value ?? "");
const record = z.object({ ID: cell, Timestamp: cell, Contents: cell, Attachments: cell });
type Row = { line: number; values: z.infer<typeof record> } | TranscriptItem;

const NOT_READ = { kind: "rejected" as const, reason: "The message has another form than Discord's packages." };

async function* csvRows(file: SourceFile): AsyncGenerator<Row> {
  let header: readonly string[] | null = null;
  for await (const row of readRows(file, DIALECT)) {
    if ("kind" in row) yield row;
    else if (header === null) header = row.cells;
    else {
      const names = header;
      const parsed = record.safeParse(Object.fromEntries(row.cells.map((value, at) => [names[at] ?? "", value])));
      yield parsed.success && parsed.data.ID !== ""
        ? { line: row.line, values: parsed.data }
        : { ...NOT_READ, line: row.line };
    }
  }
}

async function* jsonRows(file: SourceFile): AsyncGenerator<Row> {
  for await (const item of readJsonItems(file)) {
    if ("kind" in item) {
      yield item;
      continue;
    }
    const parsed = record.safeParse(item.value);
    yield parsed.success && parsed.data.ID !== ""
      ? { line: item.record, values: parsed.data }
      : { ...NOT_READ, line: item.record };
  }
}

const weightOf = (row: Row) => ("values" in row ? 100 + row.values.Contents.length : 100);

/** The rows oldest first: packages have had both orders. */
async function inOrder(rows: () => AsyncGenerator<Row>): Promise<AsyncIterable<Row>> {
  let first = "";
  let last = "";
  for await (const row of rows()) {
    if (!("values" in row)) continue;
    first ||= row.values.Timestamp;
    last = row.values.Timestamp;
  }
  return first > last ? readBackwards(rows, weightOf) : rows();
}

async function ownerOf(file: SourceFile | undefined): Promise<{ id: string; name?: string }> {
  const owner: Record<string, string> = {};
  if (file !== undefined)
    for await (const item of readJsonValues(file, [["id"], ["username"], ["global_name"]]))
      if (!("kind" in item) && item.value) owner[String(item.path[0])] = String(item.value);
  return { id: owner.id ?? "owner", name: owner.global_name ?? owner.username };
}

async function titlesOf(file: SourceFile | undefined): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  if (file === undefined) return titles;
  for await (const item of readJsonValues(file, [[]])) {
    if ("kind" in item || typeof item.value !== "object" || item.value === null) continue;
    for (const [id, title] of Object.entries(item.value)) if (typeof title === "string") titles.set(id, title);
  }
  return titles;
}

function textOf({ Contents, Attachments }: z.infer<typeof record>): string {
  const attached = Attachments.split(/\s+/u).filter((each) => each !== "");
  return joinTexts([
    Contents,
    ...attached.map((link) => {
      const name = link.replace(/[?#].*$/u, "").replace(/^.*\//u, "");
      const kind = attachmentKind(name);
      return attachmentText(kind, kind === "file" ? name : undefined);
    }),
  ]);
}

async function* read(file: SourceFile): AsyncGenerator<TranscriptItem> {
  const entries = await openZip(file);
  const channels = entries.filter(({ name }) => CHANNEL_FILE.test(name));
  if (channels.length === 0) throw new TranscriptRefused("The zip is no data package of Discord: it has no messages.");
  const speaker = await ownerOf(entries.find(({ name }) => ACCOUNT.test(name)));
  const titles = await titlesOf(entries.find(({ name }) => INDEX.test(name)));
  const gathered = new GatheredMessages();
  let mangled = 0;
  for (const channel of channels) {
    const [, id = "", type] = CHANNEL_FILE.exec(channel.name) ?? [];
    const rows = () => (type?.toLowerCase() === "csv" ? csvRows(channel) : jsonRows(channel));
    const seen = new HashCounts();
    for await (const row of await inOrder(rows)) {
      if (!("values" in row)) {
        yield row;
        continue;
      }
      const text = textOf(row.values);
      if (text === "") {
        gathered.skip("messages without text");
        continue;
      }
      const isWhole = /^\d{1,19}$/u.test(row.values.ID);
      if (!isWhole) mangled += 1;
      const messageId = isWhole
        ? row.values.ID
        : recordId(row.values.Timestamp, row.values.Contents, row.values.Attachments);
      const occurrence = seen.add(messageId);
      if (isWhole && occurrence > 0) {
        gathered.skip("copies of messages");
        continue;
      }
      yield* gathered.add(
        { id, title: titles.get(id) },
        {
          id: occurrence === 0 ? messageId : `${messageId}.${occurrence}`,
          role: "user",
          speaker,
          text,
          sentAt: readTime(row.values.Timestamp, { timezone: "UTC", dateOrder: "mdy" }),
          ...(isWhole && { sequence: BigInt(messageId) }),
          line: row.line,
        },
      );
    }
    yield* gathered.flush();
  }
  yield* gathered.end();
  if (mangled > 0)
    yield {
      kind: "warning",
      text: `${mangled} ids of messages were cut by a spreadsheet. Messages that Vigil already has will appear twice: use the package as it was downloaded.`,
    };
}

export const discordPackage: TranscriptFormat = {
  name: "discord-package",
  label: "Discord data package (zip)",
  detect: ({ entries }) => [INDEX, CHANNEL_FILE].every((shape) => entries?.some((name) => shape.test(name))),
  read: (file) => requireMessages(read(file)),
};
