/**
 * One stream of events for each browser: the window that holds a lock opens it and tells the others. Knows nothing of React.
 */
import { BEAT_SECONDS, type LiveChange, type LiveEvent, liveChangeSchema } from "@/domain/triage/live-event";

const LOCK = "vigil-live";
const CHANNEL = "vigil-live";
/** After this long without a word the stream counts as dead, however the browser sees it. */
const SILENT_MS = BEAT_SECONDS * 2_500;
const RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 60_000;

/** What listeners hear: something changed (`ids` null: anything), or whether the stream stands. */
export type LiveMessage = { kind: "cases" | "alerts"; ids: string[] | null } | { kind: "state"; live: boolean };
type Post = LiveMessage | { kind: "ask" };

const TOLD: readonly LiveEvent[] = ["open", "changed", "waiting", "cases", "alerts", "beat"];
const EVERYTHING: readonly LiveMessage[] = [
  { kind: "cases", ids: null },
  { kind: "alerts", ids: null },
];

function changeOf(data: unknown): LiveChange {
  try {
    return liveChangeSchema.parse(JSON.parse(String(data)));
  } catch {
    return { ids: null };
  }
}

/** What an event of the server means to a page. Pure. */
export function messagesOf(event: LiveEvent, data: unknown): readonly LiveMessage[] {
  if (event === "cases" || event === "alerts") return [{ kind: event, ids: changeOf(data).ids }];
  if (event === "waiting") return [{ kind: "state", live: false }];
  if (event === "open" || event === "changed") return [{ kind: "state", live: true }, ...EVERYTHING];
  return [];
}

/** Holds a stream open until the signal is given; says so, and every change. */
function holdStream(url: string, say: (message: LiveMessage) => void, signal: AbortSignal): void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;

  function again(afterMs: number) {
    source?.close();
    source = null;
    say({ kind: "state", live: false });
    clearTimeout(timer);
    if (!signal.aborted) timer = setTimeout(connect, afterMs);
  }
  function heard() {
    tries = 0;
    clearTimeout(timer);
    timer = setTimeout(() => again(0), SILENT_MS);
  }
  function connect() {
    const stream = new EventSource(url);
    source = stream;
    clearTimeout(timer);
    timer = setTimeout(() => again(0), SILENT_MS);
    for (const event of TOLD) {
      stream.addEventListener(event, (message) => {
        heard();
        for (const each of messagesOf(event, message.data)) say(each);
      });
    }
    stream.addEventListener("error", () => {
      tries += 1;
      // A jitter, so that not every browser comes back in the same moment.
      again(Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** Math.min(tries - 1, 5)) * (0.5 + Math.random() / 2));
    });
  }
  connect();
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    source?.close();
  });
}

/** Holds a stream only while the page is seen: where windows cannot agree on one, each has its own. */
function holdWhileSeen(url: string, say: (message: LiveMessage) => void, signal: AbortSignal): void {
  let held: AbortController | null = null;
  const look = () => {
    const seen = document.visibilityState === "visible" && !signal.aborted;
    if (seen && held === null) {
      held = new AbortController();
      holdStream(url, say, held.signal);
    } else if (!seen && held !== null) {
      held.abort();
      held = null;
      say({ kind: "state", live: false });
    }
  };
  document.addEventListener("visibilitychange", look);
  signal.addEventListener("abort", () => {
    document.removeEventListener("visibilitychange", look);
    look();
  });
  look();
}

/**
 * Listens for changes until the signal is given, sharing one stream with the other windows of this browser.
 * @param say told of every change, and of whether the stream stands
 */
export function listenTogether(url: string, say: (message: LiveMessage) => void, signal: AbortSignal): void {
  // Locks exist in secure contexts alone; a desk reached over plain http in a house network has none.
  if (!("locks" in navigator) || typeof BroadcastChannel === "undefined") {
    holdWhileSeen(url, say, signal);
    return;
  }
  const channel = new BroadcastChannel(CHANNEL);
  let leads = false;
  let live = false;
  const tell = (message: LiveMessage) => {
    if (message.kind === "state") live = message.live;
    channel.postMessage(message satisfies Post);
    say(message);
  };
  channel.addEventListener("message", ({ data }: MessageEvent<Post>) => {
    if (data.kind !== "ask") say(data);
    else if (leads) channel.postMessage({ kind: "state", live } satisfies Post);
  });
  channel.postMessage({ kind: "ask" } satisfies Post);
  void navigator.locks
    .request(LOCK, { signal }, () => {
      leads = true;
      return new Promise<void>((resolve) => {
        holdStream(url, tell, signal);
        signal.addEventListener("abort", () => resolve());
      });
    })
    // Given up before it was this window's turn.
    .catch(() => {});
  signal.addEventListener("abort", () => {
    // The next leader says how things stand as soon as its own stream does; until then nobody is live.
    if (leads) channel.postMessage({ kind: "state", live: false } satisfies Post);
    channel.close();
  });
}
