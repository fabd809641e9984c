import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import { TextLink } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { TimeAgo } from "@/components/ui/time-ago";
import type { LogState, PublishedPlace } from "@/domain/outbox/read-log-state";

const PLACES = { folder: "A folder", store: "An address, by PUT", endpoint: "A webhook" } as const;

function Place({ place }: { place: PublishedPlace }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-2">
      <span>{PLACES[place.kind]}:</span>
      {place.publishedAt === null ? (
        <span className="text-muted">nothing yet</span>
      ) : (
        <span>
          {place.size} entries, <TimeAgo at={place.publishedAt} />
        </span>
      )}
      {place.failingSince !== null && (
        <>
          <Badge tone={place.isLate ? "danger" : "warn"}>failing</Badge>
          <span className="text-pretty text-muted text-xs">{place.error}</span>
        </>
      )}
    </li>
  );
}

function Published({ places }: { places: readonly PublishedPlace[] }) {
  if (places.length > 0) {
    return (
      <ul className="grid gap-1">
        {places.map((place) => (
          <Place key={place.name} place={place} />
        ))}
      </ul>
    );
  }
  return (
    <span className="text-pretty">
      Nowhere: whoever rules over the database could cut the end of the log off unseen.{" "}
      <TextLink href="/admin/settings/log">Say where they go</TextLink>
    </span>
  );
}

function Key({ vkey }: { vkey: string | null }) {
  if (vkey === null) return "Made with the first seal";
  return (
    <span className="flex flex-wrap items-center gap-2">
      <code className="wrap-anywhere min-w-0 font-mono text-2xs">{vkey}</code>
      <CopyButton text={vkey} label="Copy key" />
    </span>
  );
}

function Waiting({ waiting: { count, isMore, since } }: Pick<LogState, "waiting">) {
  if (count === 0 || since === null) return "Nothing";
  return (
    <>
      {isMore ? `More than ${count}` : count} {count === 1 ? "entry" : "entries"}, the oldest from{" "}
      <TimeAgo at={since} />
    </>
  );
}

/** What proves the log: how far it is sealed, the key to verify with, and where checkpoints lie outside the database. */
export function CheckpointPanel({ state }: { state: LogState }) {
  const { newest, vkey, waiting, places } = state;
  const late = places.filter(({ isLate }) => isLate);
  return (
    <Panel
      title="Seal"
      description="Each entry gets a place in a Merkle tree; a signed checkpoint says how many there are and what they are."
    >
      {late.length > 0 && (
        <Callout tone="danger" title="Checkpoints do not leave the desk" className="mb-3">
          For more than an hour none has arrived where it should. Until one does, what is changed since cannot be
          proved.
        </Callout>
      )}
      <DescriptionList
        items={[
          {
            term: "Sealed",
            detail:
              newest === null ? (
                "Nothing yet: a worker seals what is new within a second"
              ) : (
                <>
                  {newest.size} entries, <TimeAgo at={newest.createdAt} />
                </>
              ),
          },
          { term: "Waits", detail: <Waiting waiting={waiting} /> },
          { term: "Verifier key", detail: <Key vkey={vkey} /> },
          { term: "Published to", detail: <Published places={places} /> },
        ]}
      />
    </Panel>
  );
}
