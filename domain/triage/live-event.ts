/** What the desk tells open pages by itself. Hints: ids, never content, and whoever hears one reads for themselves. Pure. */
import { z } from "zod";

/** How often, in seconds, a stream says that it is still there. */
export const BEAT_SECONDS = 15;
/** More cases than these are not named one by one. */
export const NAMED_AT_MOST = 50;

/** `ids` null: many, or it is not known which. */
export const liveChangeSchema = z.object({ ids: z.array(z.uuid()).nullable() }).meta({ id: "LiveChange" });
export type LiveChange = z.infer<typeof liveChangeSchema>;

/**
 * `open`: the stream stands, and what happened before it did is not told. `changed`: something was missed, read everything
 * again. `waiting`: the desk itself hears nothing for a while; what it missed is told with `changed`.
 */
export const LIVE_EVENTS = ["open", "changed", "waiting", "cases", "alerts", "beat"] as const;
export type LiveEvent = (typeof LIVE_EVENTS)[number];

/** One event as it goes over the wire. A beat is a comment too, for readers who look at lines. */
export function formatLiveEvent(event: LiveEvent, data: object = {}): string {
  return `${event === "beat" ? ": beat\n" : ""}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What has changed since the last time it was told: gathers notices into one. */
export class Gathered {
  private ids: Set<string> | null = new Set();
  private some = false;

  /** @param payload ids parted by commas; empty where they are many */
  add(payload: string): void {
    this.some = true;
    if (payload === "") this.ids = null;
    for (const id of payload === "" ? [] : payload.split(",")) this.ids?.add(id);
    if (this.ids !== null && this.ids.size > NAMED_AT_MOST) this.ids = null;
  }

  /** What was gathered, or null where nothing was; begins anew. */
  take(): LiveChange | null {
    const taken = this.some ? { ids: this.ids === null ? null : [...this.ids] } : null;
    this.some = false;
    this.ids = new Set();
    return taken;
  }
}
