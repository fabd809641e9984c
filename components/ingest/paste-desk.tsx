"use client";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useDeferredValue, useRef, useState } from "react";
import { z } from "zod";
import { FormAlert } from "@/components/access/form-alert";
import { fieldError } from "@/components/access/form-problem";
import { PasteBox } from "@/components/ingest/paste-box";
import { type RoleChanges, understand } from "@/components/ingest/pasted-text";
import { ResultPanel } from "@/components/ingest/result-panel";
import { UnderstoodPanel } from "@/components/ingest/understood-panel";
import { postJson } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { ReadableMessage } from "@/domain/ingest/message";
import { isBlank } from "@/lib/text/hidden-characters";

const acceptedSchema = z.object({ id: z.string() });

const PLACEHOLDER = "User: I don’t know who else to tell.\nAssistant: I’m listening. What happened?";

/**
 * Takes in pasted text, shows how it is understood, sends it, and shows what came of it. The draft lives in this page alone
 * and stays after an error: content is never kept in the browser's storage.
 */
export function PasteDesk() {
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [asOne, setAsOne] = useState(false);
  const [changes, setChanges] = useState<RoleChanges>({});
  const [missing, setMissing] = useState(false);
  // Typing stays quick however long the text is: the preview follows when there is time.
  const previewed = useDeferredValue(text);
  const send = useMutation({
    mutationFn: (messages: ReadableMessage[]) => postJson("/api/v1/conversations", { messages }, acceptedSchema),
  });
  const sentId = send.data?.id;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (send.isPending) return;
    const empty = isBlank(text);
    setMissing(empty);
    if (empty) box.current?.focus();
    else send.mutate(understand(text, asOne, changes).messages);
  }

  function again(keep: boolean) {
    send.reset();
    if (!keep) {
      setText("");
      setAsOne(false);
      setChanges({});
    }
    box.current?.focus();
  }

  return (
    <div className="grid items-start gap-6 lg:grid-cols-2 [&>*]:min-w-0">
      <form onSubmit={submit} className="grid gap-4">
        <FormAlert error={send.error} places={["/messages"]} />
        <Field
          label="Conversation"
          hint="One message, or a transcript with a label before each turn: User:, Assistant:, Agent: or System:."
          error={missing ? "Write or paste something to read." : fieldError(send.error, "/messages")}
        >
          {(control) => (
            <PasteBox
              {...control}
              ref={box}
              value={text}
              readOnly={sentId !== undefined}
              spellCheck={false}
              autoComplete="off"
              placeholder={PLACEHOLDER}
              className="max-h-[55dvh] min-h-56 lg:min-h-80"
              onText={(next) => {
                setText(next);
                setMissing(false);
              }}
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          {sentId === undefined ? (
            <Button type="submit" variant="primary" loading={send.isPending}>
              Send to be read
            </Button>
          ) : (
            <>
              <Button variant="primary" onClick={() => again(false)}>
                Paste another
              </Button>
              <Button onClick={() => again(true)}>Change this one and send it again</Button>
            </>
          )}
        </div>
      </form>
      {sentId === undefined ? (
        <div aria-busy={previewed !== text} className="lg:pt-6.5">
          <UnderstoodPanel text={previewed} asOne={asOne} changes={changes} onAsOne={setAsOne} onChanges={setChanges} />
        </div>
      ) : (
        <div className="lg:pt-6.5">
          <ResultPanel key={sentId} conversationId={sentId} />
        </div>
      )}
    </div>
  );
}
