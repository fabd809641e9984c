/** What a person has said of how a file is to be read, as the form holds it. Pure. */
import type { UploadDetail, UploadOptions } from "@/domain/ingest/uploads/upload-schema";

export const COLUMN_KINDS = ["text", "conversation", "speaker", "role", "time", "messageId"] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** Empty strings for what was not said. `startAt` as an input of type datetime-local has it. */
export type ReadingAnswers = {
  format: string;
  timezone: string;
  dateOrder: string;
  columns: Readonly<Record<ColumnKind, string>>;
  startAt: string;
};

/** "2026-11-21T14:05", in this browser's zone, for an ISO 8601 time. */
function localText(at: string | undefined): string {
  if (at === undefined) return "";
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The answers as they stand: those given, else what was concluded from the file. */
export function answersOf({ options, preview }: Pick<UploadDetail, "options" | "preview">): ReadingAnswers {
  const columns: Partial<Record<ColumnKind, string>> = options.columns ?? preview?.columns?.value ?? {};
  return {
    format: options.format ?? "",
    timezone: options.timezone ?? "UTC",
    dateOrder: options.dateOrder ?? "",
    columns: Object.fromEntries(COLUMN_KINDS.map((kind) => [kind, columns[kind] ?? ""])) as Record<ColumnKind, string>,
    startAt: localText(options.startAt),
  };
}

/** The options to send: what was said, and only where the format asks for it. */
export function optionsOf(
  answers: ReadingAnswers,
  { asks, options, preview }: Pick<UploadDetail, "asks" | "options" | "preview">,
): UploadOptions {
  const isOther = answers.format !== (options.format ?? "");
  const { text, ...others } = answers.columns;
  const said = Object.fromEntries(Object.entries(others).filter(([, name]) => name !== ""));
  // Of another format than before nothing is known yet, so its columns are told again.
  const hasColumns = asks.includes("columns") && !isOther && preview?.columns != null && text !== "";
  return {
    ...(answers.format !== "" ? { format: answers.format } : {}),
    ...(answers.timezone !== "" && answers.timezone !== "UTC" ? { timezone: answers.timezone } : {}),
    ...(answers.dateOrder === "dmy" || answers.dateOrder === "mdy" || answers.dateOrder === "ymd"
      ? { dateOrder: answers.dateOrder }
      : {}),
    ...(hasColumns ? { columns: { text, ...said } } : {}),
    ...(asks.includes("startAt") && answers.startAt !== "" ? { startAt: new Date(answers.startAt).toISOString() } : {}),
  };
}
