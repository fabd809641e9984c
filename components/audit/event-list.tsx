import { EventRow } from "@/components/audit/event-row";
import type { AuditEventDto } from "@/domain/audit/list-events";

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" });

/** Events under the day they happened on, newest first. Times are UTC, so that two people read the same log. */
export function EventList({ events }: { events: readonly AuditEventDto[] }) {
  const days = new Map<string, AuditEventDto[]>();
  for (const event of events) {
    const day = event.at.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days].map(([day, items]) => (
    <section key={day} aria-labelledby={`day-${day}`} className="grid gap-2">
      <h2 id={`day-${day}`} className="eyebrow">
        {DAY.format(new Date(`${day}T00:00:00Z`))}
      </h2>
      <ol className="divide-y divide-line overflow-clip rounded-lg border bg-panel">
        {items.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ol>
    </section>
  ));
}
