import "server-only";
import type { UserActor } from "@/domain/access/actor";
import { hasRight } from "@/domain/access/actor";
import { listLiveSessions } from "@/domain/access/live-sessions";
import { BEAT_SECONDS, Gathered, type LiveChange, type LiveEvent } from "@/domain/triage/live-event";
import { db } from "@/lib/db/client";
import { listen } from "@/lib/db/listen";
import { loggableError } from "@/lib/http/loggable-error";
import { log } from "@/lib/log/log";
import { atStop } from "@/lib/process/at-stop";

/** What happens within this time is told at once: the first notice goes out right away, the next ones together. */
const GATHER_MS = 250;
/** How often it is looked whether the people behind the streams are still signed in. */
const SESSIONS_EVERY_MS = 5_000;
/** With nobody there any more, the connection is kept for so long: a page that is reloaded comes back at once. */
const LINGER_MS = 10_000;

export type Stream = {
  actor: UserActor;
  /** @returns false when the reader is too slow to take it */
  send: (event: LiveEvent, data?: object) => boolean;
  close: () => void;
};

/** Tells open pages what the database says: one for each process. */
class LiveHub {
  private readonly streams = new Set<Stream>();
  private readonly gathered = { cases: new Gathered(), alerts: new Gathered() };
  private running: AbortController | null = null;
  private connected = false;
  private gathering: NodeJS.Timeout | null = null;
  private lingering: NodeJS.Timeout | null = null;

  /** How many streams of this process are one person's. */
  countOf(userId: string): number {
    return [...this.streams].filter(({ actor }) => actor.userId === userId).length;
  }

  join(stream: Stream): void {
    this.streams.add(stream);
    if (this.lingering) clearTimeout(this.lingering);
    this.start();
    stream.send("open");
    if (!this.connected) stream.send("waiting");
  }

  leave(stream: Stream): void {
    if (!this.streams.delete(stream) || this.streams.size > 0) return;
    this.lingering = setTimeout(() => this.streams.size === 0 && this.stop(), LINGER_MS).unref();
  }

  private start(): void {
    if (this.running) return;
    this.running = new AbortController();
    const { signal } = this.running;
    const everyBeat = setInterval(() => this.tellAll("beat"), BEAT_SECONDS * 1000).unref();
    const everySession = setInterval(() => void this.endSessionless(), SESSIONS_EVERY_MS).unref();
    const forget = atStop(() => this.stop());
    signal.addEventListener("abort", () => {
      clearInterval(everyBeat);
      clearInterval(everySession);
      forget();
    });
    const listener = {
      onNotice: (channel: string, payload: string) => this.note(channel, payload),
      onConnected: () => {
        this.connected = true;
        this.tellAll("changed");
      },
      onLost: () => {
        this.connected = false;
        this.tellAll("waiting");
      },
    };
    void listen(["vigil_cases", "vigil_alerts"], listener, signal);
  }

  private stop(): void {
    this.running?.abort();
    this.running = null;
    this.connected = false;
    for (const stream of [...this.streams]) this.drop(stream);
  }

  private drop(stream: Stream): void {
    this.leave(stream);
    stream.close();
  }

  private tell(stream: Stream, event: LiveEvent, data?: object): void {
    if (!stream.send(event, data)) this.drop(stream);
  }

  private tellAll(event: LiveEvent, data?: object): void {
    for (const stream of [...this.streams]) this.tell(stream, event, data);
  }

  private note(channel: string, payload: string): void {
    this.gathered[channel === "vigil_cases" ? "cases" : "alerts"].add(payload);
    if (this.gathering) return;
    this.gathering = setTimeout(() => {
      this.gathering = null;
      // What came while it was quiet has been told; only what came since is told now.
      void this.flush();
    }, GATHER_MS).unref();
    void this.flush();
  }

  private async flush(): Promise<void> {
    const alerts = this.gathered.alerts.take();
    const cases = this.gathered.cases.take();
    for (const stream of alerts ? [...this.streams] : [])
      if (hasRight(stream.actor, "alert.read")) this.tell(stream, "alerts", { ids: null });
    if (!cases) return;
    const kept = await keptFromOthers(cases);
    for (const stream of [...this.streams]) {
      if (!hasRight(stream.actor, "case.read")) continue;
      const ids = cases.ids?.filter((id) => (kept.get(id) ?? stream.actor.userId) === stream.actor.userId) ?? null;
      if (ids === null || ids.length > 0) this.tell(stream, "cases", { ids });
    }
  }

  /** Ends the streams of people who signed out, were disabled, or whose roles have changed. */
  private async endSessionless(): Promise<void> {
    if (this.streams.size === 0) return;
    try {
      const live = await listLiveSessions([...this.streams].map(({ actor }) => actor.sessionId));
      for (const stream of [...this.streams])
        if (live.get(stream.actor.sessionId) !== stream.actor.roles.toSorted().join(" ")) this.drop(stream);
    } catch (error) {
      // A database that is away lets nobody read anything; the next look is in a few seconds.
      log.warn({ error: loggableError(error) }, "the sessions behind the streams could not be looked at");
    }
  }
}

/** Of these cases, those that are meant for one person alone. Where that cannot be asked, none is named to anybody. */
async function keptFromOthers(change: LiveChange): Promise<Map<string, string>> {
  if (change.ids === null) return new Map();
  try {
    const where = { id: { in: change.ids }, forUserId: { not: null } };
    const rows = await db().case.findMany({ where, select: { id: true, forUserId: true } });
    return new Map(rows.flatMap(({ id, forUserId }) => (forUserId === null ? [] : [[id, forUserId]])));
  } catch {
    change.ids = null;
    return new Map();
  }
}

const holder = globalThis as typeof globalThis & { vigilLiveHub?: LiveHub };

/** The hub of this process. */
export function liveHub(): LiveHub {
  holder.vigilLiveHub ??= new LiveHub();
  return holder.vigilLiveHub;
}
