const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY_CLOCK = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const FULL = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

type MessageTimeProps = {
  /** ISO 8601. */
  at: string;
  /** Another time that stands beside it: the day is named where it is not that one's. */
  beside?: string | null;
};

/** A time of day in the reader's zone, with its day where that is not clear; the exact time is on hover. */
export function MessageTime({ at, beside }: MessageTimeProps) {
  const time = new Date(at);
  const known = beside === undefined || (beside !== null && new Date(beside).toDateString() === time.toDateString());
  return (
    <time dateTime={at} title={FULL.format(time)} className="tnum">
      {(known ? CLOCK : DAY_CLOCK).format(time)}
    </time>
  );
}
