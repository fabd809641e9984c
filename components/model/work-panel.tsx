import type { ReactNode } from "react";
import { unscoredLabel } from "@/components/decide/labels";
import { type Description, DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ModelReport } from "@/domain/measure/model-report";
import { COUNTED_UP_TO } from "@/domain/triage/queue-summary";
import { LOOKED_AT } from "@/inference/model-overview";

function count(value: number): string {
  return value.toLocaleString("en");
}

/** "3 (0.2%)"; of nothing there is no share. */
function share(part: number, whole: number): string {
  if (whole === 0) return count(part);
  return `${count(part)} (${((part / whole) * 100).toLocaleString("en", { maximumFractionDigits: 1 })}%)`;
}

function amount(value: number | null, unit: string): string | null {
  return value === null ? null : `${value.toLocaleString("en", { maximumFractionDigits: 0 })} ${unit}`;
}

function queueFacts({ unread, oldestUnreadAt }: ModelReport["queue"]): Description[] {
  const waiting = unread >= COUNTED_UP_TO ? `${count(COUNTED_UP_TO)} or more` : count(unread);
  return [
    { term: "Waiting for a reading", detail: waiting },
    { term: "Oldest waits since", detail: oldestUnreadAt === null ? "nothing waits" : <TimeAgo at={oldestUnreadAt} /> },
  ];
}

function callFacts({ since, calls, failed, constrained, askedAgain, ...rest }: ModelReport["calls"]): Description[] {
  return [
    { term: "Since", detail: <TimeAgo at={since} /> },
    { term: "Model calls", detail: count(calls) },
    { term: "Latency p50", detail: amount(rest.p50Ms, "ms") },
    { term: "Latency p95", detail: amount(rest.p95Ms, "ms") },
    { term: "Tokens/s in a call", detail: amount(rest.tokensPerSecond, "") },
    { term: "Failed", detail: share(failed, calls) },
    { term: "Asked again", detail: share(askedAgain, calls) },
    { term: "Held to the format", detail: share(constrained, calls) },
  ];
}

function readingFacts({ since, readings, unscored, provisional, incomplete }: ModelReport["readings"]): Description[] {
  const failed = unscored.reduce((sum, { readings: each }) => sum + each, 0);
  return [
    { term: "Since", detail: <TimeAgo at={since} /> },
    { term: "Readings", detail: count(readings) },
    { term: "Unscored", detail: share(failed, readings) },
    { term: "Provisional", detail: share(provisional, readings) },
    { term: "Incomplete", detail: share(incomplete, readings) },
  ];
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid content-start gap-1">
      <h3 className="eyebrow">{title}</h3>
      {children}
    </section>
  );
}

/** What was done in the last hour, and what waits. */
export function WorkPanel({ report }: { report: ModelReport }) {
  const { calls, readings, queue } = report;
  return (
    <Panel
      title="The last hour"
      description={`The newest calls and readings, ${count(LOOKED_AT)} of each at the most.`}
    >
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
        <Part title="Waiting">
          <DescriptionList items={queueFacts(queue)} />
        </Part>
        <Part title="Readings">
          <DescriptionList items={readingFacts(readings)} />
          {readings.unscored.length > 0 && (
            <ul aria-label="Why readings were unscored" className="grid gap-1 text-muted text-xs">
              {readings.unscored.map(({ reason, readings: each }) => (
                <li key={reason} className="tnum">
                  {count(each)} × {unscoredLabel(reason)}
                </li>
              ))}
            </ul>
          )}
        </Part>
        <Part title="Calls">
          <DescriptionList items={callFacts(calls)} />
        </Part>
      </div>
    </Panel>
  );
}
