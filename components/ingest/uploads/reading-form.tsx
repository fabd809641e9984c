"use client";
import { type FormEvent, useState } from "react";
import { dateReadings } from "@/components/ingest/uploads/date-readings";
import {
  answersOf,
  COLUMN_KINDS,
  type ColumnKind,
  optionsOf,
  type ReadingAnswers,
} from "@/components/ingest/uploads/reading-answers";
import { isTimezone, TimezoneField } from "@/components/ingest/uploads/timezone-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { UploadDetail, UploadOptions } from "@/domain/ingest/uploads/upload-schema";

export type FormatChoice = { name: string; label: string };

const COLUMN_LABELS: Readonly<Record<ColumnKind, string>> = {
  text: "Message",
  conversation: "Conversation",
  speaker: "Speaker",
  role: "Role of the speaker",
  time: "Time",
  messageId: "Id of the message",
};
const ORDER_LABELS: Readonly<Record<string, string>> = { dmy: "day first", mdy: "month first", ymd: "year first" };

type Change = (changed: Partial<ReadingAnswers>) => void;
type QuestionProps = { upload: UploadDetail; answers: ReadingAnswers; change: Change };

function DateOrderField({ upload, answers, change }: QuestionProps) {
  const { preview, options } = upload;
  const now = options.dateOrder ?? preview?.dateOrder?.value ?? null;
  const readings = dateReadings(preview?.firstSentAt ?? null, now, options.timezone ?? "UTC");
  const concluded = preview?.dateOrder;
  const told = concluded ? `, ${concluded.sure ? "read as" : "guessed as"} ${ORDER_LABELS[concluded.value]}` : "";
  return (
    <Field label="Dates" hint="Matters for dates in figures alone, where day and month can be mistaken.">
      {(control) => (
        <Select {...control} value={answers.dateOrder} onChange={(event) => change({ dateOrder: event.target.value })}>
          <option value="">Told by the file{told}</option>
          {readings.map(({ order, written, means }) => (
            <option key={order} value={order}>
              {order === "dmy" ? "Day" : "Month"} first: {written} is {means}
            </option>
          ))}
          <option value="ymd">Year first: 2026/04/03 is 3 April 2026</option>
        </Select>
      )}
    </Field>
  );
}

function ColumnFields({ upload, answers, change }: QuestionProps) {
  const header = upload.preview?.columns?.header ?? [];
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium text-sm text-strong">Columns</legend>
      {COLUMN_KINDS.map((kind) => (
        <Field key={kind} label={COLUMN_LABELS[kind]} required={kind === "text"}>
          {(control) => (
            <Select
              {...control}
              value={answers.columns[kind]}
              onChange={(event) => change({ columns: { ...answers.columns, [kind]: event.target.value } })}
            >
              <option value="">{kind === "text" ? "Choose a column" : "In no column"}</option>
              {[...new Set(header)].map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ))}
    </fieldset>
  );
}

type ReadingFormProps = {
  upload: UploadDetail;
  formats: readonly FormatChoice[];
  waiting: boolean;
  onApply: (options: UploadOptions) => void;
  /** Told whether answers were given that the preview does not show yet. */
  onDirty: (isDirty: boolean) => void;
};

/** How the file is read, and what it cannot say by itself. Each answer has the file looked through again. */
export function ReadingForm({ upload, formats, waiting, onApply, onDirty }: ReadingFormProps) {
  const before = answersOf(upload);
  const [answers, setAnswers] = useState(before);
  const isDirty = JSON.stringify(answers) !== JSON.stringify(before);
  // A guess can be confirmed as it is.
  const isGuess = upload.preview?.columns?.sure === false && answers.columns.text !== "";
  const { asks } = upload;
  const needsText = asks.includes("columns") && upload.preview?.columns != null && answers.format === before.format;
  const isComplete = isTimezone(answers.timezone) && !(needsText && answers.columns.text === "");

  function change(changed: Partial<ReadingAnswers>) {
    const next = { ...answers, ...changed };
    setAnswers(next);
    onDirty(JSON.stringify(next) !== JSON.stringify(before));
  }

  function apply(event: FormEvent) {
    event.preventDefault();
    if (isComplete && !waiting) onApply(optionsOf(answers, upload));
  }

  return (
    <Panel title="How it is read">
      <form onSubmit={apply} noValidate className="grid gap-4">
        <Field label="Format">
          {(control) => (
            <Select {...control} value={answers.format} onChange={(event) => change({ format: event.target.value })}>
              <option value="">
                Told by its content
                {upload.options.format === undefined && upload.formatLabel !== null ? `: ${upload.formatLabel}` : ""}
              </option>
              {formats.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {needsText && <ColumnFields upload={upload} answers={answers} change={change} />}
        {asks.includes("timezone") && (
          <TimezoneField value={answers.timezone} onChange={(timezone) => change({ timezone })} />
        )}
        {asks.includes("dateOrder") && <DateOrderField upload={upload} answers={answers} change={change} />}
        {asks.includes("startAt") && (
          <Field label="Began at" hint="The file counts from its beginning. In your own time zone.">
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={answers.startAt}
                onChange={(event) => change({ startAt: event.target.value })}
              />
            )}
          </Field>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" loading={waiting} disabled={!isComplete || !(isDirty || isGuess)}>
            Look through it again
          </Button>
        </div>
      </form>
    </Panel>
  );
}
