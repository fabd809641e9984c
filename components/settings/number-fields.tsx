"use client";
import { useState } from "react";
import { formatDuration, parseDuration } from "@/components/settings/duration";
import { formatShare, parseShare, shareInWords } from "@/components/settings/share-words";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type NumberFieldProps = {
  label: string;
  value: number;
  /** What holds while nobody sets it; said beside the field. */
  fallback?: number;
  hint?: string;
  error?: string | undefined;
  disabled?: boolean;
  onChange: (value: number) => void;
};

type WrittenProps = NumberFieldProps & {
  write: (value: number) => string;
  read: (text: string) => number | null;
  howTo: string;
  means?: (value: number) => string;
};

/** A number that people write in their own way. What cannot be understood is NaN, stays as it was written, and is not saved. */
function WrittenNumber({ label, value, fallback, hint, error, disabled, onChange, ...way }: WrittenProps) {
  const [text, setText] = useState(way.write(value));
  const understood = way.read(text);
  // The value may come from elsewhere: from history, or from somebody who was faster.
  const shown = understood === value || Number.isNaN(value) ? text : way.write(value);
  const said = [
    hint,
    way.means && Number.isFinite(value) ? way.means(value) : undefined,
    fallback !== undefined && value !== fallback ? `As delivered: ${way.write(fallback)}` : undefined,
  ].filter((part) => part !== undefined && part !== "");
  return (
    <Field
      label={label}
      hint={said.length > 0 ? said.join(" · ") : undefined}
      error={Number.isNaN(value) ? way.howTo : error}
    >
      {(control) => (
        <Input
          {...control}
          disabled={disabled}
          value={shown}
          autoComplete="off"
          spellCheck={false}
          className="tnum max-w-44"
          onChange={({ target }) => {
            setText(target.value);
            onChange(way.read(target.value) ?? Number.NaN);
          }}
          onBlur={() => {
            if (understood !== null) setText(way.write(understood));
          }}
        />
      )}
    </Field>
  );
}

/** A duration in whole seconds, written as "5 min" or "1 h 30 min". */
export function DurationField(props: NumberFieldProps) {
  const howTo = "Write it like 90 s, 5 min, 1 h 30 min or 2 days.";
  return <WrittenNumber {...props} write={formatDuration} read={parseDuration} howTo={howTo} />;
}

/** A share of 0 to 1, written as a percentage; says what it means of `one` or `many`. */
export function ShareField({ one, many, ...props }: NumberFieldProps & { one: string; many: string }) {
  return (
    <WrittenNumber
      {...props}
      write={formatShare}
      read={parseShare}
      means={(value) => shareInWords(value, one, many)}
      howTo="Write a percentage from 0 to 100, like 5 or 0.5."
    />
  );
}

const readNumber = (text: string) =>
  /^\d+(?:[.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(",", ".")) : null;

/** A plain number, with its unit in the label. */
export function NumberField(props: NumberFieldProps) {
  return <WrittenNumber {...props} write={String} read={readNumber} howTo="Write a number, like 10 or 0.5." />;
}

const writeDays = (value: number) => (value === 0 ? "keep" : value === 1 ? "1 day" : `${value} days`);

function readDays(text: string): number | null {
  if (/^(keep|never|0)?$/i.test(text.trim())) return 0;
  const days = /^(\d{1,6})(?: ?d(?:ays?)?)?$/i.exec(text.trim())?.[1];
  return days === undefined ? null : Number(days);
}

type DaysProps = Omit<NumberFieldProps, "value" | "fallback" | "onChange"> & {
  value: number | null;
  fallback: number | null;
  onChange: (value: number | null) => void;
};

/** A number of days after which something goes, or "keep" for never: null. */
export function DaysField({ value, fallback, onChange, ...props }: DaysProps) {
  return (
    <WrittenNumber
      {...props}
      value={value ?? 0}
      fallback={fallback ?? 0}
      onChange={(days) => onChange(days === 0 ? null : days)}
      write={writeDays}
      read={readDays}
      howTo="Write a number of days, like 90, or “keep”."
    />
  );
}
