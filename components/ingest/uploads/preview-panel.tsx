import { countText } from "@/components/ingest/uploads/say-amounts";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import type { TranscriptPreview } from "@/domain/ingest/transcripts/preview-schema";
import type { UploadDetail } from "@/domain/ingest/uploads/upload-schema";

/** A time as a clock in the file's zone shows it. */
function timeText(at: string | null, timezone: string): string | null {
  if (at === null) return null;
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: timezone });
  return `${format.format(new Date(at))} (${timezone})`;
}

type PreviewPanelProps = { upload: UploadDetail; preview: TranscriptPreview };

/** What is in a file, in numbers. */
export function PreviewPanel({ upload, preview }: PreviewPanelProps) {
  const zone = upload.options.timezone ?? "UTC";
  const number = (value: number) => value.toLocaleString("en");
  return (
    <Panel
      title="What is in it"
      description={
        upload.state === "previewed" ? "Nothing of it is stored as a conversation before you start." : undefined
      }
    >
      <DescriptionList
        columns={2}
        items={[
          { term: "Conversations", detail: number(preview.conversations) },
          { term: "Messages", detail: number(preview.messages) },
          { term: "First message", detail: timeText(preview.firstSentAt, zone) },
          { term: "Last message", detail: timeText(preview.lastSentAt, zone) },
          { term: "Without a time", detail: number(preview.withoutTime) },
          { term: "Marked deleted", detail: number(preview.deletedMessages) },
          { term: "Format", detail: upload.formatLabel },
          { term: "Goes to", detail: upload.sourceName },
        ]}
      />
      {preview.warnings.length > 0 && (
        <Callout tone="warn" className="mt-3" title={preview.warnings.length === 1 ? "Please note" : "Please note:"}>
          <ul className="grid gap-1">
            {preview.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Callout>
      )}
    </Panel>
  );
}

/** What of a file is not brought in, and why. Nothing where all of it is. */
export function LeftOutPanel({ preview, isAhead }: { preview: TranscriptPreview; isAhead: boolean }) {
  const { skipped, rejected } = preview;
  if (skipped.length === 0 && rejected.count === 0) return null;
  const further = rejected.count - rejected.first.length;
  return (
    <Panel title={isAhead ? "What would be left out" : "What was left out"}>
      <div className="grid gap-4">
        {skipped.length > 0 && (
          <div className="grid gap-1">
            <p className="eyebrow">On purpose</p>
            <ul className="text-sm">
              {skipped.map(({ what, count }) => (
                <li key={what} className="tnum">
                  {count.toLocaleString("en")} {what}
                </li>
              ))}
            </ul>
          </div>
        )}
        {rejected.count > 0 && (
          <div className="grid gap-1">
            <p className="eyebrow">{countText(rejected.count, "record")} that cannot be used</p>
            <ul aria-label="Rejected records" className="max-h-64 overflow-y-auto text-sm">
              {rejected.first.map(({ line, reason }) => (
                <li key={`${line} ${reason}`}>
                  <span className="tnum text-muted">Line {line.toLocaleString("en")}:</span> {reason}
                </li>
              ))}
            </ul>
            {further > 0 && (
              <p className="text-muted text-xs">
                And {countText(further, "further one")}; all of them can be downloaded once the upload has run.
              </p>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}
