import { type Dispatch, useRef } from "react";
import { flushSync } from "react-dom";
import type { Draft, DraftChange } from "@/components/decide/draft";
import { CERTAINTY_LABELS } from "@/components/decide/labels";
import { NoteTemplates } from "@/components/decide/note-templates";
import { KbdHint } from "@/components/keyboard/kbd-hint";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { CaseDetail } from "@/domain/decide/case-detail";
import { CERTAINTIES } from "@/domain/decide/decision-input";

const CERTAINTY_OPTIONS = CERTAINTIES.map((value) => ({ value, label: CERTAINTY_LABELS[value] }));

type DecisionDetailsProps = { draft: Draft; change: Dispatch<DraftChange>; actions: CaseDetail["actions"] };

/** What belongs to a decision besides the risks: how sure, what was done, and a note. */
export function DecisionDetails({ draft, change, actions }: DecisionDetailsProps) {
  const note = useRef<HTMLTextAreaElement>(null);
  const insert = (text: string) => {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = note.current ?? {};
    flushSync(() => change({ change: "insert", text, at: { from, to } }));
    note.current?.focus();
    note.current?.setSelectionRange(from + text.length, from + text.length);
  };
  // One that was retired after it was chosen is shown, and refused in words when it is saved.
  const options = actions
    .filter(({ id, retired }) => !retired || id === draft.action)
    .map(({ id, label }) => ({ value: id, label }));
  return (
    <div className="grid gap-4 border-t px-4 py-4 md:px-5">
      <Segmented
        legend="How sure are you?"
        name="certainty"
        options={CERTAINTY_OPTIONS}
        value={draft.certainty}
        onValueChange={(certainty) => change({ change: "certainty", certainty })}
      />
      <Field label="What was done about it">
        {(control) => (
          <Select
            {...control}
            options={options}
            value={draft.action}
            onChange={({ target }) => change({ change: "action", action: target.value })}
          />
        )}
      </Field>
      <div className="grid gap-1">
        <Field
          label={
            <>
              Note <KbdHint id="note" className="ml-1 max-md:hidden" />
            </>
          }
        >
          {(control) => (
            <Textarea
              {...control}
              ref={note}
              data-decision-note
              value={draft.note}
              onChange={({ target }) => change({ change: "note", note: target.value })}
            />
          )}
        </Field>
        <NoteTemplates onInsert={insert} />
      </div>
    </div>
  );
}
