import { expect, test } from "vitest";
import { transcriptPreviewSchema } from "@/domain/ingest/transcripts/preview-schema";
import { PreviewCounts } from "@/domain/ingest/transcripts/preview-transcript";
import type { TranscriptItem, TranscriptMessage } from "@/domain/ingest/transcripts/transcript-format";

const message = (id: string, speaker: TranscriptMessage["speaker"], more: Partial<TranscriptMessage> = {}) => ({
  id,
  role: "user" as const,
  speaker,
  text: "words",
  line: 1,
  ...more,
});
const messages = (id: string, ...all: TranscriptMessage[]): TranscriptItem => ({
  kind: "messages",
  conversation: { id },
  messages: all,
});

function previewOf(...items: TranscriptItem[]) {
  const counts = new PreviewCounts();
  for (const item of items) counts.add(item);
  return transcriptPreviewSchema.parse(counts.preview("csv"));
}

test("a preview counts what comes, in parts or not", () => {
  const mira = { id: "u1", name: "Mira" };
  const early = new Date("2024-01-01T00:00:00Z");
  const late = new Date("2024-02-01T00:00:00Z");
  const preview = previewOf(
    messages(
      "c1",
      message("1", { id: "u1" }, { sentAt: late }),
      message("2", { id: "a1" }, { role: "agent", sentAt: early }),
    ),
    messages("c2", message("1", mira)),
    messages("c1", message("3", mira, { isDeleted: true }), message("4", mira, { role: "system" })),
    messages("c3"),
    { kind: "rejected", line: 7, reason: "The line is not JSON." },
    { kind: "skipped", what: "reactions", count: 2 },
    { kind: "skipped", what: "reactions", count: 3 },
    { kind: "warning", text: "It was read as windows-1252." },
    { kind: "warning", text: "It was read as windows-1252." },
    { kind: "inferred", columns: { text: "body" }, header: ["body", "from"], sure: true },
    { kind: "inferred", dateOrder: "dmy", sure: false },
  );
  expect(preview).toEqual({
    format: "csv",
    conversations: 2,
    messages: 5,
    speakers: [
      { id: "u1", name: "Mira", role: "user", messages: 3 },
      { id: "a1", name: null, role: "agent", messages: 1 },
      { id: "u1", name: "Mira", role: "system", messages: 1 },
    ],
    moreSpeakers: 0,
    firstSentAt: "2024-01-01T00:00:00.000Z",
    lastSentAt: "2024-02-01T00:00:00.000Z",
    withoutTime: 3,
    deletedMessages: 1,
    dateOrder: { value: "dmy", sure: false },
    columns: { value: { text: "body" }, header: ["body", "from"], sure: true },
    rejected: { count: 1, first: [{ line: 7, reason: "The line is not JSON." }] },
    skipped: [{ what: "reactions", count: 5 }],
    warnings: ["It was read as windows-1252."],
  });
});

test("a preview of nothing says so", () => {
  expect(previewOf()).toMatchObject({ conversations: 0, messages: 0, speakers: [], firstSentAt: null, columns: null });
});

test("a preview shows 200 speakers and 100 rejected records, and counts the rest", () => {
  const items = Array.from({ length: 300 }, (_, at) => messages(`c${at}`, message("1", { id: `u${at}` })));
  const more = messages("c0", message("2", { id: "u299" }));
  const rejected = Array.from(
    { length: 150 },
    (_, at): TranscriptItem => ({ kind: "rejected", line: at, reason: "x" }),
  );
  const preview = previewOf(...items, more, ...rejected);
  expect([preview.conversations, preview.speakers.length, preview.moreSpeakers]).toEqual([300, 200, 100]);
  expect(preview.speakers[0]).toMatchObject({ id: "u299", messages: 2 });
  expect([preview.rejected.count, preview.rejected.first.length]).toEqual([150, 100]);
});

test("a preview asks for the columns when none could be told", () => {
  expect(previewOf({ kind: "inferred", columns: undefined, header: ["a", "b"], sure: false }).columns).toEqual({
    value: null,
    header: ["a", "b"],
    sure: false,
  });
});
