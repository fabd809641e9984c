import { URGENCY_LABELS } from "@/components/ingest/sources/edit-source";
import { lastEventAt } from "@/components/ingest/sources/source-status";
import { DescriptionList } from "@/components/ui/description-list";
import { TextLink } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { TimeAgo } from "@/components/ui/time-ago";
import { BURST_MINUTES, type SourceDto } from "@/domain/ingest/source-dto";

function Conversations({ source }: { source: SourceDto }) {
  if (source.conversations === 0) return <>None yet</>;
  return <TextLink href={`/conversations?source=${source.id}`}>{source.conversations.toLocaleString("en")}</TextLink>;
}

/** What came from a source, in numbers. */
export function SourceFacts({ source }: { source: SourceDto }) {
  const last = lastEventAt(source);
  const { webhook } = source;
  return (
    <Panel title="Now">
      <DescriptionList
        items={[
          { term: "Last event", detail: last === null ? "Never" : <TimeAgo at={last} /> },
          { term: "Conversations", detail: <Conversations source={source} /> },
          ...(webhook
            ? [
                { term: "Waiting", detail: webhook.waiting.toLocaleString("en") },
                { term: "Need attention", detail: webhook.needsAttention.toLocaleString("en") },
                { term: "Refused", detail: `${webhook.refused.toLocaleString("en")} in ${BURST_MINUTES} min` },
              ]
            : []),
          { term: "Urgency", detail: URGENCY_LABELS[source.urgency] },
          { term: "Added", detail: <TimeAgo at={source.createdAt} /> },
        ]}
      />
    </Panel>
  );
}
