import Link from "next/link";
import { CheckEntry } from "@/components/audit/check-entry";
import { describeEvent } from "@/components/audit/event-sentences";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { TextLink } from "@/components/ui/link-button";
import type { AuditEventDto } from "@/domain/audit/list-events";

const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  worker: "Worker",
  web: "Web process",
  cli: "Command line",
  start: "Start-up",
  triage: "Queue",
};

function actorName(actor: AuditEventDto["actor"]): string {
  if (actor.kind === "ingest_key") return "Ingest key";
  if (actor.kind === "system") return SYSTEM_NAMES[actor.id ?? ""] ?? actor.id ?? "System";
  return actor.name ?? "A person who is gone";
}

function Actor({ actor }: { actor: AuditEventDto["actor"] }) {
  const name = actorName(actor);
  return (
    <span className="flex min-w-0 items-center gap-2">
      {actor.id === null ? (
        <span className="truncate font-medium text-strong">{name}</span>
      ) : (
        <Link
          href={`/audit?actorId=${encodeURIComponent(actor.id)}`}
          title={`Only what this ${actor.kind === "user" ? "person" : "one"} did`}
          className="focus-ring truncate rounded-sm font-medium text-strong underline-offset-3 hover:underline"
        >
          {name}
        </Link>
      )}
      {actor.kind !== "user" && <Badge className="shrink-0">{actor.kind === "system" ? "system" : "key"}</Badge>}
    </span>
  );
}

function Facts({ event }: { event: AuditEventDto }) {
  const facts = Object.entries(event.facts).map(
    ([name, value]) => [name, value === null ? "none" : String(value)] as const,
  );
  const rows = [
    ["event", event.type] as const,
    ["number", event.seq] as const,
    ["place in the log", event.leafIndex === null ? "waits for its seal" : String(event.leafIndex)] as const,
    ...facts,
  ];
  return (
    <details className="min-w-0 md:col-span-full">
      <summary
        aria-label={`Facts and hash of event ${event.seq}`}
        className="focus-ring absolute top-2.5 right-4 rounded-sm font-mono text-faint text-xs hover:text-strong"
      >
        {event.leafHash.slice(0, 8)}
        <span className="ml-1.5 font-sans">{event.leafIndex === null ? "waits" : "sealed"}</span>
      </summary>
      <div className="mt-2 mb-1 grid gap-3 md:ml-28 rounded-md bg-sunken p-3">
        <dl className="grid gap-x-6 gap-y-1 text-xs sm:grid-cols-[auto_1fr]">
          {rows.map(([name, value]) => (
            <div key={name} className="contents max-sm:grid">
              <dt className="text-muted">{name}</dt>
              <dd className="wrap-anywhere font-mono text-strong">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="flex flex-wrap items-center gap-2">
          <code className="wrap-anywhere min-w-0 font-mono text-2xs text-muted">{event.leafHash}</code>
          <CopyButton text={event.leafHash} label="Copy hash" />
        </div>
        {event.leafIndex !== null && <CheckEntry event={event} />}
      </div>
    </details>
  );
}

/** The sentence with its case and its conversation as links: on the words where they stand, else after them. */
function Sentence({ event }: { event: AuditEventDto }) {
  const targets = [
    { word: "case", href: event.caseId === null ? null : `/cases/${event.caseId}` },
    { word: "conversation", href: event.conversationId === null ? null : `/conversations/${event.conversationId}` },
  ];
  const text = describeEvent(event.type, event.facts);
  const inText = targets.find(({ word, href }) => href !== null && text.includes(`a ${word}`));
  const at = inText === undefined ? text.length : text.indexOf(`a ${inText.word}`) + 2;
  return (
    <p className="min-w-0 text-pretty">
      {text.slice(0, at)}
      {inText?.href != null && <TextLink href={inText.href}>{inText.word}</TextLink>}
      {text.slice(at + (inText?.word.length ?? 0))}
      {targets.map(({ word, href }) =>
        href === null || word === inText?.word ? null : (
          <span key={word} className="text-faint text-xs">
            {" · "}
            <TextLink href={href} className="font-normal text-muted">
              {word}
            </TextLink>
          </span>
        ),
      )}
    </p>
  );
}

/** One event as a sentence, with the way to what it is about; the bare facts and the hash are folded away. */
export function EventRow({ event }: { event: AuditEventDto }) {
  return (
    <li className="relative grid gap-x-4 gap-y-0.5 px-4 py-2.5 md:grid-cols-[6rem_12rem_minmax(0,1fr)_8rem] md:items-baseline">
      <time dateTime={event.at} title={event.at} className="tnum font-mono text-muted text-xs">
        {event.at.slice(11, 19)}
      </time>
      <Actor actor={event.actor} />
      <Sentence event={event} />
      <Facts event={event} />
    </li>
  );
}
