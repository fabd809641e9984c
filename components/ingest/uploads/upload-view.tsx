"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { OutcomePanel } from "@/components/ingest/uploads/outcome-panel";
import { LeftOutPanel, PreviewPanel } from "@/components/ingest/uploads/preview-panel";
import { Progress } from "@/components/ingest/uploads/progress";
import { changeUpload, type UploadAction, uploadOptions } from "@/components/ingest/uploads/query-options";
import { type FormatChoice, ReadingForm } from "@/components/ingest/uploads/reading-form";
import { bytesText } from "@/components/ingest/uploads/say-amounts";
import { type Roles, SpeakersTable } from "@/components/ingest/uploads/speakers-table";
import { UploadActions } from "@/components/ingest/uploads/upload-actions";
import { hasEnded, isMoving, lookOf, nameOf } from "@/components/ingest/uploads/upload-labels";
import { hasCode, problemText } from "@/components/query/fetch-json";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonLines } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import { openQuestions } from "@/domain/ingest/uploads/open-questions";
import type { UploadDetail, UploadOptions } from "@/domain/ingest/uploads/upload-schema";

type Change = { action: UploadAction; options?: UploadOptions };

/** Does things with an upload. Whatever the answer, the newest state is shown: somebody else may have been faster. */
function useChangeUpload(uploadId: string) {
  const client = useQueryClient();
  const { queryKey } = uploadOptions(uploadId);
  return useMutation({
    mutationFn: ({ action, options }: Change) => changeUpload(uploadId, action, options),
    onMutate: () => client.cancelQueries({ queryKey }),
    onSuccess: (changed) => client.setQueryData(queryKey, changed),
    onError: () => client.invalidateQueries({ queryKey }),
  });
}

type BodyProps = { upload: UploadDetail; lookedAt: number; formats: readonly FormatChoice[] };

function UploadBody({ upload, lookedAt, formats }: BodyProps) {
  const change = useChangeUpload(upload.id);
  const [roles, setRoles] = useState<Roles>(upload.options.roles ?? {});
  const [isDirty, setDirty] = useState(false);
  // While a file is looked through once more, what was seen before stays in view.
  const [seen, setSeen] = useState(upload);
  if (upload.preview !== null && seen !== upload) setSeen(upload);
  const preview = upload.preview ?? seen.preview;
  const isOpen = upload.state === "previewed";
  const questions = isOpen ? openQuestions(upload) : [];
  const holdsBack =
    questions.length > 0
      ? "Answer what is open first."
      : isDirty
        ? "Look through it again first, or undo the change."
        : null;
  const look = lookOf(upload);
  const act = (action: UploadAction) =>
    change.mutate({ action, ...(action === "start" ? { options: { roles } } : {}) });

  return (
    <Page>
      <PageHeader
        title={<bdi className="wrap-anywhere">{nameOf(upload)}</bdi>}
        meta={
          <>
            <Badge tone={look.tone}>{look.label}</Badge>
            <span>{bytesText(upload.bytes)}</span>
            <span>
              to {upload.sourceName}, <TimeAgo at={upload.createdAt} />
              {upload.createdBy !== null && ` by ${upload.createdBy}`}
            </span>
          </>
        }
        actions={
          <UploadActions
            upload={upload}
            holdsBack={holdsBack}
            waiting={change.isPending ? change.variables.action : null}
            act={act}
          />
        }
      />
      <p role="status" className="sr-only">
        {look.label}
      </p>
      {change.isError && (
        <Callout
          tone={hasCode(change.error, "CONFLICT") ? "warn" : "danger"}
          live="assertive"
          title={hasCode(change.error, "CONFLICT") ? "It has moved on; this is how it stands now" : "That did not work"}
        >
          {problemText(change.error)}
        </Callout>
      )}
      {questions.length > 0 && (
        <Callout tone="warn" title="Before it can start">
          {questions.map((question) => (
            <p key={question}>{question}</p>
          ))}
        </Callout>
      )}
      {holdsBack !== null && isOpen && (
        <p id="holds-back" className={questions.length > 0 ? "sr-only" : "text-muted text-xs"}>
          {holdsBack}
        </p>
      )}
      {(isMoving(upload.state) || upload.state === "paused") && (
        <Panel>
          <Progress upload={upload} lookedAt={lookedAt} />
        </Panel>
      )}
      <OutcomePanel upload={upload} />
      <div inert={upload.state === "scanning"} className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className={`grid min-w-0 gap-6 ${upload.state === "scanning" ? "opacity-60" : ""}`}>
          {preview !== null && preview.messages > 0 && (
            <>
              <PreviewPanel upload={upload} preview={preview} />
              <SpeakersTable
                preview={preview}
                roles={isOpen ? roles : (upload.options.roles ?? roles)}
                onRole={isOpen ? (id, role) => setRoles({ ...roles, [id]: role }) : undefined}
              />
              <LeftOutPanel preview={preview} isAhead={!hasEnded(upload.state)} />
            </>
          )}
        </div>
        {isOpen && (
          <div className={questions.length > 0 ? "max-lg:order-first" : undefined}>
            <ReadingForm
              key={JSON.stringify([upload.options, upload.format])}
              upload={upload}
              formats={formats}
              waiting={change.isPending}
              onDirty={setDirty}
              onApply={(options) => {
                setDirty(false);
                change.mutate({ action: "answer", options });
              }}
            />
          </div>
        )}
      </div>
    </Page>
  );
}

/** One upload: what is in it, what has to be said, how far it is, and what became of it. */
export function UploadView({ uploadId, formats }: { uploadId: string; formats: readonly FormatChoice[] }) {
  const upload = useQuery(uploadOptions(uploadId));
  return (
    <>
      <div className="mx-auto w-full max-w-6xl px-4 pt-4 md:px-8">
        <LinkButton href="/ingest/uploads" variant="quiet" size="sm" icon={<ArrowLeft aria-hidden size={14} />}>
          All uploads
        </LinkButton>
      </div>
      {upload.data ? (
        <UploadBody upload={upload.data} lookedAt={upload.dataUpdatedAt} formats={formats} />
      ) : upload.isError ? (
        <ErrorState
          title={hasCode(upload.error, "NOT_FOUND") ? "There is no such upload" : "The upload could not be read"}
          whatToDo={problemText(upload.error)}
          onRetry={() => void upload.refetch()}
        />
      ) : (
        <Page>
          <Panel>
            <SkeletonLines lines={8} label="Loading the upload" />
          </Panel>
        </Page>
      )}
    </>
  );
}
