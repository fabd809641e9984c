import { describe, expect, test } from "vitest";
import { answersOf, optionsOf } from "@/components/ingest/uploads/reading-answers";
import type { TranscriptPreview } from "@/domain/ingest/transcripts/preview-schema";
import type { UploadOptions } from "@/domain/ingest/uploads/upload-schema";

const preview = (changed: Partial<TranscriptPreview> = {}): TranscriptPreview => ({
  format: "csv",
  conversations: 1,
  messages: 2,
  speakers: [],
  moreSpeakers: 0,
  firstSentAt: null,
  lastSentAt: null,
  withoutTime: 2,
  deletedMessages: 0,
  dateOrder: null,
  columns: { value: { text: "body", speaker: "who" }, header: ["body", "who", "at"], sure: true },
  rejected: { count: 0, first: [] },
  skipped: [],
  warnings: [],
  ...changed,
});
const table = (options: UploadOptions = {}, changed: Partial<TranscriptPreview> = {}) => ({
  options,
  preview: preview(changed),
  asks: ["columns", "timezone", "dateOrder"],
});

describe("answers", () => {
  test("begin with what was given, else with what was concluded", () => {
    expect(answersOf(table())).toMatchObject({
      format: "",
      timezone: "UTC",
      dateOrder: "",
      columns: { text: "body", speaker: "who", time: "" },
    });
    const given = table({ format: "csv", timezone: "Asia/Tokyo", columns: { text: "at" } });
    expect(answersOf(given)).toMatchObject({
      format: "csv",
      timezone: "Asia/Tokyo",
      columns: { text: "at", speaker: "" },
    });
  });

  test.each<[string, Partial<ReturnType<typeof answersOf>>, UploadOptions]>([
    ["unchanged", {}, { columns: { text: "body", speaker: "who" } }],
    ["with a zone", { timezone: "Asia/Tokyo" }, { timezone: "Asia/Tokyo", columns: { text: "body", speaker: "who" } }],
    ["with an order", { dateOrder: "mdy" }, { dateOrder: "mdy", columns: { text: "body", speaker: "who" } }],
    ["with another format, whose columns nobody knows yet", { format: "mail" }, { format: "mail" }],
    [
      "without a column for the text",
      { columns: { text: "", conversation: "", speaker: "who", role: "", time: "", messageId: "" } },
      {},
    ],
  ])("%s become options", (_, changed, options) => {
    expect(optionsOf({ ...answersOf(table()), ...changed }, table())).toEqual(options);
  });

  test("for a recording say when it began, in this browser's zone, and back", () => {
    const recording = { asks: ["startAt"], options: {}, preview: preview({ columns: null }) };
    const options = optionsOf({ ...answersOf(recording), startAt: "2026-11-21T14:05" }, recording);
    expect(options).toEqual({ startAt: "2026-11-21T08:20:00.000Z" });
    expect(answersOf({ ...recording, options }).startAt).toBe("2026-11-21T14:05");
  });
});
