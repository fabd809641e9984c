"use client";
import { useZone } from "@/components/decide/use-zone";

const HOURS = { hour: "2-digit", minute: "2-digit" } as const;

function formatsIn(timeZone: "UTC" | undefined) {
  return {
    clock: new Intl.DateTimeFormat("en-GB", { timeZone, ...HOURS }),
    dayAndClock: new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", ...HOURS }),
    day: new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "short" }),
    full: new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "medium", timeStyle: "medium" }),
  };
}
// Made once: making one takes longer than a hundred uses of it.
const [UTC, READERS] = [formatsIn("UTC"), formatsIn(undefined)];

type MessageTimeProps = {
  /** ISO 8601. */
  at: string;
  /** Another time that stands beside it: the day is named where it is not that one's. */
  beside?: string | null;
};

/** A time of day in the reader's zone, with its day where that is not clear; the exact time is on hover. */
export function MessageTime({ at, beside }: MessageTimeProps) {
  const formats = useZone() === "UTC" ? UTC : READERS;
  const time = new Date(at);
  const isOn = (other: string) => formats.day.format(new Date(other)) === formats.day.format(time);
  const isDayKnown = beside === undefined || (beside !== null && isOn(beside));
  return (
    <time dateTime={at} title={formats.full.format(time)} className="tnum">
      {(isDayKnown ? formats.clock : formats.dayAndClock).format(time)}
    </time>
  );
}
