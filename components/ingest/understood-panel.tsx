"use client";
import { ClipboardPaste } from "lucide-react";
import { memo, useState } from "react";
import { ROLE_LABELS } from "@/components/decide/labels";
import { countRoles, hiddenNote, type RoleChanges, turnKey, understand } from "@/components/ingest/pasted-text";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { MESSAGE_ROLES, type MessageRole, type ReadableMessage } from "@/domain/ingest/message";
import { isBlank } from "@/lib/text/hidden-characters";

/** A long paste shows this many turns, and this much of each; all of it is sent. */
const TURNS_SHOWN = 30;
const TEXT_SHOWN = 600;

const ROLE_OPTIONS = MESSAGE_ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role] }));

type TurnProps = { number: number; message: ReadableMessage; onRole: (role: MessageRole) => void };

function Turn({ number, message, onRole }: TurnProps) {
  const rest = message.text.length - TEXT_SHOWN;
  return (
    <li className="grid gap-1.5 px-4 py-3 sm:grid-cols-[7.5rem_minmax(0,1fr)] sm:gap-4">
      <Select
        aria-label={`Role of message ${number}`}
        className="w-30 self-start"
        options={ROLE_OPTIONS}
        value={message.role}
        onChange={(event) => {
          const role = MESSAGE_ROLES.find((candidate) => candidate === event.target.value);
          if (role) onRole(role);
        }}
      />
      <div className="min-w-0 sm:py-1">
        <BidiText text={message.text.slice(0, TEXT_SHOWN)} className="text-base text-default" />
        {rest > 0 && <p className="mt-1 text-muted text-xs">and {rest.toLocaleString("en")} more characters</p>}
      </div>
    </li>
  );
}

type UnderstoodPanelProps = {
  text: string;
  asOne: boolean;
  changes: RoleChanges;
  onAsOne: (asOne: boolean) => void;
  onChanges: (changes: RoleChanges) => void;
};

/**
 * What the pasted text was understood to be, turn by turn, with the means to put it right. Memoised: while its text lags
 * behind the typing, a megabyte is not read again on every key.
 */
export const UnderstoodPanel = memo(function UnderstoodPanel(props: UnderstoodPanelProps) {
  const { text, asOne, changes, onAsOne, onChanges } = props;
  const [shown, setShown] = useState(TURNS_SHOWN);
  if (isBlank(text)) {
    return (
      <Panel className="grid items-center lg:min-h-80">
        <EmptyState
          icon={<ClipboardPaste />}
          title="Nothing to read yet"
          description="As you type or paste, this shows who said what, before anything is sent."
        />
      </Panel>
    );
  }
  const { isTranscript, hasLabels, messages, notes } = understand(text, asOne, changes);
  const hidden = hiddenNote(text);
  const allNotes = hidden === null ? notes : [...notes, hidden];
  const left = messages.length - shown;
  return (
    <Panel
      flush
      title={isTranscript ? "Understood as a transcript" : "Understood as one message"}
      description={countRoles(messages, ROLE_LABELS)}
      actions={
        hasLabels && <Switch label="One message" checked={asOne} onChange={(event) => onAsOne(event.target.checked)} />
      }
      footer={
        left > 0 ? (
          <span className="flex flex-wrap items-center justify-between gap-2">
            The first {shown.toLocaleString("en")} of {messages.length.toLocaleString("en")} messages are shown; all are
            sent.
            <Button size="sm" onClick={() => setShown(shown + TURNS_SHOWN)}>
              Show more
            </Button>
          </span>
        ) : undefined
      }
    >
      {allNotes.length > 0 && (
        <ul className="grid gap-1 border-b bg-info-soft px-4 py-2 text-xs">
          {allNotes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <ol className="divide-y divide-line">
        {messages.slice(0, shown).map((message, index) => (
          <Turn
            key={turnKey(index, message)}
            number={index + 1}
            message={message}
            onRole={(role) => onChanges({ ...changes, [turnKey(index, message)]: role })}
          />
        ))}
      </ol>
    </Panel>
  );
});
