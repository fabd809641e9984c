"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Files } from "lucide-react";
import { uploadListOptions } from "@/components/ingest/uploads/query-options";
import type { QueuedFile } from "@/components/ingest/uploads/upload-queue";
import { UploadRow } from "@/components/ingest/uploads/upload-row";
import { problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { LoadMore } from "@/components/ui/load-more";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";

/** All uploads, newest first, with how far each is. What this tab is sending stands above, and not here too. */
export function UploadList({ sending }: { sending: readonly QueuedFile[] }) {
  const list = useInfiniteQuery(uploadListOptions());
  const isOurs = (fileName: string | null) =>
    sending.some(({ path, state }) => state === "sending" && path === fileName);
  const uploads = (list.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ state, fileName }) => state !== "receiving" || !isOurs(fileName));
  if (list.isPending) return <SkeletonRows rows={4} label="Loading the uploads" />;
  if (list.isError && !list.data) {
    return (
      <ErrorState
        title="The uploads could not be read"
        whatToDo={problemText(list.error)}
        onRetry={() => void list.refetch()}
      />
    );
  }
  return (
    <Panel flush title="Uploads">
      {list.isError && (
        <Callout
          tone="danger"
          live="polite"
          className="m-3"
          title="This may be out of date"
          actions={
            <Button size="sm" onClick={() => void list.refetch()}>
              Try again
            </Button>
          }
        >
          {problemText(list.error)}
        </Callout>
      )}
      {uploads.length === 0 ? (
        <EmptyState
          icon={<Files />}
          title="Nothing was uploaded yet"
          description="Upload exports of chat platforms, tables, mailboxes or subtitles. You see what is in a file before anything of it is brought in."
        />
      ) : (
        <>
          <ul aria-label="Uploads" className="divide-y divide-line">
            {uploads.map((upload) => (
              <UploadRow key={upload.id} upload={upload} lookedAt={list.dataUpdatedAt} />
            ))}
          </ul>
          {list.hasNextPage && (
            <LoadMore
              hasMore
              shown={uploads.length}
              noun="uploads"
              loading={list.isFetchingNextPage}
              onLoad={() => void list.fetchNextPage()}
            />
          )}
        </>
      )}
    </Panel>
  );
}
