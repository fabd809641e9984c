"use client";
import Link from "next/link";
import { Progress } from "@/components/ingest/uploads/progress";
import { bytesText, countText } from "@/components/ingest/uploads/say-amounts";
import { hasEnded, lookOf, nameOf } from "@/components/ingest/uploads/upload-labels";
import { Badge } from "@/components/ui/badge";
import { TimeAgo } from "@/components/ui/time-ago";
import type { UploadDto } from "@/domain/ingest/uploads/upload-schema";

/** What there is to say in one line. */
function outcomeOf({ state, failure, refusal, found, messages, added, rejected }: UploadDto): string | null {
  if (state === "failed") return failure;
  if (state === "previewed" && refusal !== null) return refusal;
  if (state === "previewed" && found)
    return `${countText(found.conversations, "conversation")}, ${countText(found.messages, "message")} found`;
  if (!hasEnded(state)) return null;
  if (state === "cancelled" && messages === 0) return "Nothing was brought in";
  const left = rejected > 0 ? `, ${countText(rejected, "record")} rejected` : "";
  return `${countText(messages, "message")}, ${added.toLocaleString("en")} new${left}`;
}

/** One upload in the list; all of it is one link. */
export function UploadRow({ upload, lookedAt }: { upload: UploadDto; lookedAt: number }) {
  const look = lookOf(upload);
  const outcome = outcomeOf(upload);
  return (
    <li
      data-upload={upload.id}
      className="relative grid gap-x-6 gap-y-1.5 px-4 py-3 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_18rem]"
    >
      <div className="grid min-w-0 content-start gap-1">
        <p className="truncate">
          <Link
            href={`/ingest/uploads/${upload.id}`}
            title={nameOf(upload)}
            className="font-medium text-sm text-strong outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
          >
            <bdi>{nameOf(upload)}</bdi>
          </Link>
        </p>
        <p className="text-muted text-xs">
          {upload.sourceName} · {upload.formatLabel ?? "format not known yet"} · {bytesText(upload.bytes)} ·{" "}
          <TimeAgo at={upload.createdAt} />
          {upload.createdBy !== null && ` by ${upload.createdBy}`}
        </p>
      </div>
      <div className="grid min-w-0 content-start gap-1.5">
        <p>
          <Badge tone={look.tone}>{look.label}</Badge>
        </p>
        {outcome !== null && <p className="tnum line-clamp-2 text-muted text-xs">{outcome}</p>}
        <Progress upload={upload} lookedAt={lookedAt} />
      </div>
    </li>
  );
}
