"use client";
import { bytesText, leftText, percentText } from "@/components/ingest/uploads/say-amounts";
import { useRate } from "@/components/ingest/uploads/use-rate";
import { Meter } from "@/components/ui/meter";
import type { UploadDto } from "@/domain/ingest/uploads/upload-schema";

type ProgressProps = { upload: UploadDto; lookedAt: number; className?: string };

type Amount = { label: string; done: number; total: number; said: string; say: (value: number) => string };

const sayMessages = (value: number) => `${Math.round(value).toLocaleString("en")} messages`;

function amountOf({ state, bytes, bytesRead, messages, found }: UploadDto): Amount | null {
  if (state === "scanning")
    return {
      label: "Looked through",
      done: bytesRead,
      total: bytes,
      said: `${bytesText(bytesRead)} of ${bytesText(bytes)}`,
      say: (value) => bytesText(Math.round(value)),
    };
  if ((state === "running" || state === "paused") && found)
    return {
      label: "Brought in",
      done: messages,
      total: found.messages,
      said: `${messages.toLocaleString("en")} of ${sayMessages(found.messages)}`,
      say: sayMessages,
    };
  return null;
}

/** How far the scan or run of an upload is, how fast it gets on, and how long it will still take. */
export function Progress({ upload, lookedAt, className }: ProgressProps) {
  const amount = amountOf(upload);
  const { rate, left } = useRate(amount?.done ?? 0, amount?.total ?? 0, lookedAt, upload.state);
  if (upload.state === "receiving") return <p className="tnum text-muted text-xs">{bytesText(upload.bytes)} so far</p>;
  if (upload.isLocal && upload.state === "running")
    return <p className="tnum text-muted text-xs">{sayMessages(upload.messages)} so far, by the command line</p>;
  if (!amount) return null;
  const isMoving = upload.state !== "paused";
  const facts = [
    amount.said,
    ...(isMoving && rate !== null && rate > 0 ? [`${amount.say(rate)}/s`] : []),
    ...(isMoving && left !== null && left > 0 ? [leftText(left)] : []),
  ];
  return (
    <div className={className}>
      <Meter
        label={amount.label}
        value={amount.done}
        max={Math.max(1, amount.total)}
        valueText={percentText(amount.done, amount.total)}
        tone={isMoving ? "accent" : "warn"}
      />
      <p className="tnum mt-1.5 min-h-4 text-muted text-xs">{facts.join(" · ")}</p>
    </div>
  );
}
