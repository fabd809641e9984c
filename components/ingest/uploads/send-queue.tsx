"use client";
import { RotateCw, X } from "lucide-react";
import { rateOf, secondsLeft } from "@/components/ingest/uploads/measure-rate";
import { bytesText, countText, leftText, percentText } from "@/components/ingest/uploads/say-amounts";
import type { QueuedFile, UploadQueue } from "@/components/ingest/uploads/upload-queue";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Meter } from "@/components/ui/meter";
import { Panel } from "@/components/ui/panel";

/** A folder may hold thousands: so many are listed, and all are sent. */
const LISTED = 50;

function factsOf({ state, sent, bytes, samples, problem }: QueuedFile): string {
  if (state === "failed") return problem ?? "It was not sent.";
  if (state === "waiting") return `${bytesText(bytes)}, waits`;
  if (sent >= bytes) return "Sent; being stored";
  const rate = rateOf(samples);
  const left = secondsLeft(samples, bytes);
  return [
    `${bytesText(sent)} of ${bytesText(bytes)}`,
    ...(rate === null ? [] : [`${bytesText(Math.round(rate))}/s`]),
    ...(left === null ? [] : [leftText(left)]),
  ].join(" · ");
}

function QueueRow({ file, queue }: { file: QueuedFile; queue: UploadQueue }) {
  const isFailed = file.state === "failed";
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="grid min-w-0 gap-1">
        <p className="truncate text-sm text-strong" title={file.path}>
          <bdi>{file.path}</bdi>
        </p>
        {file.state === "sending" && (
          <Meter
            label={`Sending ${file.path}`}
            labelHidden
            value={file.sent}
            max={Math.max(1, file.bytes)}
            valueText={percentText(file.sent, file.bytes)}
          />
        )}
        <p role={isFailed ? "alert" : undefined} className={`tnum text-xs ${isFailed ? "text-danger" : "text-muted"}`}>
          {factsOf(file)}
        </p>
      </div>
      <div className="flex items-center gap-1">
        {isFailed && (
          <Button size="sm" icon={<RotateCw aria-hidden size={14} />} onClick={() => queue.retry(file.key)}>
            Try again
          </Button>
        )}
        <IconButton
          label={isFailed ? `Forget ${file.path}` : `Cancel ${file.path}`}
          size="sm"
          onClick={() => queue.remove(file.key)}
        >
          <X aria-hidden size={14} />
        </IconButton>
      </div>
    </li>
  );
}

/** What is on its way from this browser to the desk. */
export function SendQueue({ files, queue }: { files: readonly QueuedFile[]; queue: UploadQueue }) {
  if (files.length === 0) return null;
  const further = files.length - LISTED;
  return (
    <Panel
      flush
      title={`Sending ${countText(files.length, "file")}`}
      description="Keep this tab open until all have arrived. You may look at other pages of the desk meanwhile."
      footer={further > 0 ? `And ${countText(further, "further file")}.` : undefined}
    >
      <ul className="divide-y divide-line">
        {files.slice(0, LISTED).map((file) => (
          <QueueRow key={file.key} file={file} queue={queue} />
        ))}
      </ul>
    </Panel>
  );
}
