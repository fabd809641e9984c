const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago, or how soon, in words: "just now", "4 min ago", "in 2 h", "3 d ago". Rounds towards zero, so that nothing
 * is said to be older than it is.
 * @param seconds age in seconds; negative for what is still to come
 * @param short leaves out "ago" and "in"
 */
export function formatAge(seconds: number, short = false): string {
  const distance = Math.abs(seconds);
  if (distance < 10) return short ? "now" : "just now";
  const [size, unit] =
    distance < MINUTE ? [1, "s"] : distance < HOUR ? [MINUTE, "min"] : distance < DAY ? [HOUR, "h"] : [DAY, "d"];
  const text = `${Math.floor(distance / Number(size))} ${unit}`;
  if (short) return text;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

/**
 * Time left or past as a clock: "04:59", "1:02:03". The sign is left to the caller, who says "overdue" in words.
 * @param seconds any number; its size counts, fractions are dropped
 */
export function formatClock(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / HOUR);
  const rest = `${two(Math.floor((whole % HOUR) / MINUTE))}:${two(whole % MINUTE)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
