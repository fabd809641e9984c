"use client";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

/** What stands in a text between spaces, commas and line ends. Pure. */
function readWords(text: string): string[] {
  return text.split(/[\s,;]+/).filter((each) => each !== "");
}

type LinesFieldProps = {
  label: string;
  hint: string;
  value: readonly string[];
  error?: string | undefined;
  disabled: boolean;
  onChange: (words: string[]) => void;
};

/** A few words or addresses, one a line. */
export function LinesField({ label, hint, value, error, disabled, onChange }: LinesFieldProps) {
  const [text, setText] = useState(value.join("\n"));
  // The value may come from elsewhere: from history, or from somebody who was faster.
  const shown = readWords(text).join() === value.join() ? text : value.join("\n");
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Textarea
          {...control}
          dir="ltr"
          spellCheck={false}
          disabled={disabled}
          className="max-w-md font-mono text-xs touch:text-lg"
          value={shown}
          onChange={({ target }) => {
            setText(target.value);
            onChange(readWords(target.value));
          }}
        />
      )}
    </Field>
  );
}
