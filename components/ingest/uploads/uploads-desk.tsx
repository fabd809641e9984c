"use client";
import { useState } from "react";
import { type ChosenFile, chooseFiles, type SkippedFile } from "@/components/ingest/uploads/choose-files";
import { DropZone } from "@/components/ingest/uploads/drop-zone";
import { countText } from "@/components/ingest/uploads/say-amounts";
import { SendQueue } from "@/components/ingest/uploads/send-queue";
import { UploadList } from "@/components/ingest/uploads/upload-list";
import { useUploadQueue } from "@/components/ingest/uploads/use-upload-queue";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";

export type ChoosableSource = { id: string; name: string; platform: string };

const SKIPPED_SHOWN = 10;

function SkippedNote({ skipped, onClose }: { skipped: readonly SkippedFile[]; onClose: () => void }) {
  const further = skipped.length - SKIPPED_SHOWN;
  return (
    <Callout
      tone="info"
      live="polite"
      title={`${countText(skipped.length, "file")} left out`}
      actions={
        <Button size="sm" onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul>
        {skipped.slice(0, SKIPPED_SHOWN).map(({ path, why }) => (
          <li key={path} className="wrap-anywhere">
            <bdi>{path}</bdi>: {why}
          </li>
        ))}
        {further > 0 && <li>and {countText(further, "further file")}</li>}
      </ul>
    </Callout>
  );
}

/** Where transcripts are uploaded, and what became of those before. */
export function UploadsDesk({ sources }: { sources: readonly ChoosableSource[] }) {
  const { files, queue } = useUploadQueue();
  const [sourceId, setSourceId] = useState("");
  const [skipped, setSkipped] = useState<readonly SkippedFile[]>([]);
  const [problem, setProblem] = useState<string | null>(null);

  function take(given: readonly ChosenFile[]) {
    const choice = chooseFiles(given);
    setProblem(given.length === 0 ? "There was no file in it." : null);
    setSkipped(choice.skipped);
    queue.add(choice.files, sourceId === "" ? null : sourceId);
  }

  return (
    <>
      <Panel>
        <div className="grid gap-4">
          <DropZone
            onFiles={take}
            onUnreadable={() => setProblem("The browser could not read all of that. Nothing was sent; try again.")}
          />
          {problem !== null && (
            <Callout tone="danger" live="assertive">
              {problem}
            </Callout>
          )}
          {skipped.length > 0 && <SkippedNote skipped={skipped} onClose={() => setSkipped([])} />}
          <Field
            label="Source"
            hint="An export of a platform joins the conversations that its webhook brought, where you choose its source."
            className="max-w-md"
          >
            {(control) => (
              <Select {...control} value={sourceId} onChange={(event) => setSourceId(event.target.value)}>
                <option value="">Uploads</option>
                {sources.map(({ id, name, platform }) => (
                  <option key={id} value={id}>
                    {name} ({platform})
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      </Panel>
      <SendQueue files={files} queue={queue} />
      <UploadList sending={files} />
    </>
  );
}
