import { Download } from "lucide-react";
import { rejectedPath } from "@/components/ingest/uploads/query-options";
import { countText } from "@/components/ingest/uploads/say-amounts";
import { buttonStyle } from "@/components/ui/button-style";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import type { UploadDetail } from "@/domain/ingest/uploads/upload-schema";

function summaryOf({ conversations, messages, added, rejected }: UploadDetail): string {
  const known = messages - added;
  return [
    `${countText(messages, "message")} in ${countText(conversations, "conversation")}.`,
    known === 0
      ? "All were new."
      : `${added.toLocaleString("en")} new; ${known.toLocaleString("en")} were there already.`,
    ...(rejected > 0 ? [`${countText(rejected, "record")} could not be used.`] : []),
  ].join(" ");
}

function RejectedLink({ upload }: { upload: UploadDetail }) {
  if (upload.rejected === 0) return null;
  return (
    <a href={rejectedPath(upload.id)} download="rejected.csv" className={buttonStyle("default", "sm")}>
      <Download aria-hidden size={14} />
      Download rejected records (CSV)
    </a>
  );
}

const LOOKS = {
  finished: { tone: "ok", title: "Brought in" },
  cancelled: { tone: "info", title: "Cancelled" },
  failed: { tone: "danger", title: "It could not be brought in to its end" },
} as const;

/** What became of an upload that has ended, or what was rejected so far of one that runs. */
export function OutcomePanel({ upload }: { upload: UploadDetail }) {
  const { state } = upload;
  if (state !== "finished" && state !== "cancelled" && state !== "failed") {
    return upload.rejected > 0 ? (
      <div>
        <RejectedLink upload={upload} />
      </div>
    ) : null;
  }
  const { tone, title } = LOOKS[state];
  return (
    <Callout
      tone={tone}
      title={title}
      actions={
        <>
          {upload.conversations > 0 && (
            <LinkButton size="sm" href={`/conversations?source=${upload.sourceId}`}>
              See the conversations
            </LinkButton>
          )}
          <RejectedLink upload={upload} />
        </>
      }
    >
      {upload.failure !== null && <p>{upload.failure}</p>}
      {state === "cancelled" && (
        <p>{upload.messages > 0 ? "What was brought in until then stays." : "Nothing was brought in."}</p>
      )}
      {(state === "finished" || upload.messages > 0) && <p className="tnum">{summaryOf(upload)}</p>}
    </Callout>
  );
}
