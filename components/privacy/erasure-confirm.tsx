"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { counted, HOLD_WORDS, REASON_WORDS, REFUSAL_WORDS } from "@/components/privacy/erasure-words";
import { erase, hold } from "@/components/privacy/requests";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { TextLink } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { ErasurePreview, ErasureReason, ErasureSubject } from "@/domain/privacy/erasure-dto";
import { endsOf } from "@/domain/privacy/erasure-rules";

const WORD = "erase";
const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

type Props = { subject: ErasureSubject; preview: ErasurePreview; onOver: () => void };

function WhatGoes({ preview }: { preview: ErasurePreview }) {
  const { conversations, messages, shared, waitingCopies } = preview;
  return (
    <div className="grid gap-2 text-sm">
      <p>
        {counted(conversations, "conversation", "conversations")} and {counted(messages, "message", "messages")}
        {shared > 0 && `; in ${shared} of them other people wrote too, whose words stay`}. Decisions, figures and the
        audit log stay. Backups from before hold it until they are gone.
      </p>
      {waitingCopies > 0 && (
        <Callout tone="warn" title="Something of these sources is not read in yet">
          {counted(waitingCopies, "delivery or upload", "deliveries or uploads")} may hold words of this person. Let
          them be read in, or cancel them, and erase again after that.
        </Callout>
      )}
    </div>
  );
}

function WhatEnds({ preview: { openCases, unread } }: { preview: ErasurePreview }) {
  if (openCases.length + unread.length === 0) return null;
  return (
    <Callout tone="danger" title="This ends work that nobody has finished">
      <ul className="grid list-disc gap-1 pl-4">
        {openCases.map(({ id, tier, state }) => (
          <li key={id}>
            <TextLink href={`/cases/${id}`}>A case in T{tier}</TextLink>, {state}: nobody has decided on it
          </li>
        ))}
        {unread.map((id) => (
          <li key={id}>
            <TextLink href={`/conversations/${id}`}>A conversation</TextLink> that nobody and no model has read
          </li>
        ))}
      </ul>
      <p className="mt-1">Somebody may be in danger. Look at these first.</p>
    </Callout>
  );
}

/** What an erasure takes, and the way to go on: by typing the word, or by putting it under legal hold instead. */
export function ErasureConfirm({ subject, preview, onOver }: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState<ErasureReason>("asked_by_the_person");
  const [why, setWhy] = useState("litigation");
  const [waiting, setWaiting] = useState<"erase" | "hold" | null>(null);
  const [error, setError] = useState<unknown>(null);

  async function run(what: "erase" | "hold", act: () => Promise<string>) {
    if (waiting) return;
    setWaiting(what);
    setError(null);
    try {
      toast({ tone: "ok", title: await act() });
      onOver();
      router.refresh();
    } catch (problem) {
      setError(problem);
    } finally {
      setWaiting(null);
    }
  }
  const doErase = () =>
    run("erase", async () => {
      const done = await erase({ subject, reason, ends: endsOf(preview) });
      return `Erased: ${counted(done.conversations, "conversation", "conversations")}, ${counted(done.keys, "key", "keys")} destroyed.`;
    });
  const doHold = () =>
    run("hold", async () => {
      await hold({ of: subject, reason: why as "other" });
      return "Under legal hold: nothing of it is erased until the hold is released.";
    });

  if (preview.refusal === "unknown") return <Callout live="polite">{REFUSAL_WORDS.unknown}</Callout>;
  return (
    <section aria-label="What is known of this person" className="grid gap-4 border-t pt-4">
      <WhatGoes preview={preview} />
      {preview.refusal === null ? (
        <WhatEnds preview={preview} />
      ) : (
        <Callout tone="warn" live="polite">
          {REFUSAL_WORDS[preview.refusal]}
        </Callout>
      )}
      {error !== null && (
        <Callout tone="danger" live="assertive">
          {problemText(error)}
        </Callout>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Why">
          {(control) => (
            <Select
              {...control}
              value={reason}
              onChange={({ target }) => setReason(target.value as ErasureReason)}
              options={optionsOf(REASON_WORDS)}
            />
          )}
        </Field>
        <Field label={`Type “${WORD}” to confirm`}>
          {(control) => (
            <Input {...control} value={typed} autoComplete="off" onChange={({ target }) => setTyped(target.value)} />
          )}
        </Field>
        <Button
          variant="danger"
          disabled={typed !== WORD || preview.refusal !== null}
          loading={waiting === "erase"}
          onClick={() => void doErase()}
        >
          Erase for good
        </Button>
      </div>
      <div className="flex flex-wrap items-end gap-3 border-t pt-4">
        <Field label="Or keep it, because of">
          {(control) => (
            <Select
              {...control}
              value={why}
              onChange={({ target }) => setWhy(target.value)}
              options={optionsOf(HOLD_WORDS)}
            />
          )}
        </Field>
        <Button loading={waiting === "hold"} onClick={() => void doHold()}>
          Put under legal hold
        </Button>
      </div>
    </section>
  );
}
