"use client";
import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from "react";
import { type LiveMessage, listenTogether } from "@/components/query/live-stream";
import { hasManyPages } from "@/components/query/many-pages";
import { noteLive } from "@/components/query/poll-every";
import { isReached, onReached } from "@/components/query/reachability";
import { readSoon, type SoonReader } from "@/components/query/read-soon";

export type LiveState = "live" | "polling" | "offline";
/** Which changes: of cases, or of alerts. */
export type LiveKind = "cases" | "alerts";
type Listener = (ids: string[] | null) => void;

/** What is read again by itself when such a thing changes. A case that is open is not: see components/decide. */
const KEYS: Record<LiveKind, QueryKey> = { cases: ["triage"], alerts: ["alerts"] };

/**
 * Reads again what such a thing changes. A list of many pages is not read with every change: it is asked for page after
 * page, every so often by itself.
 * @param visible whether somebody may see it: what nobody sees is read once they look
 */
export function readChanged(client: QueryClient, kind: LiveKind, visible: boolean): Promise<void> {
  return client.invalidateQueries(
    {
      queryKey: KEYS[kind],
      refetchType: visible ? "active" : "none",
      predicate: ({ state }) => !hasManyPages(state.data),
    },
    { cancelRefetch: false },
  );
}

/** Reads queries again, soon. What nobody sees waits until they look, but for alerts: those are told to whoever looks elsewhere. */
function makeReader(client: QueryClient, kind: LiveKind): SoonReader {
  const queryKey = KEYS[kind];
  const read = () => {
    void readChanged(client, kind, kind === "alerts" || document.visibilityState === "visible");
  };
  return readSoon(read, () => client.isFetching({ queryKey }) > 0);
}

type Live = { streaming: boolean; listen: (kind: LiveKind, listener: Listener) => () => void };
const LiveContext = createContext<Live | null>(null);

/** Hears of changes while the desk is open, and has what they concern read again. Once around every page of the desk. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [streaming, setStreaming] = useState(false);
  const [listeners] = useState(() => ({ cases: new Set<Listener>(), alerts: new Set<Listener>() }));
  const [listen] = useState(() => (kind: LiveKind, listener: Listener) => {
    listeners[kind].add(listener);
    return () => void listeners[kind].delete(listener);
  });

  useEffect(() => {
    const stop = new AbortController();
    const readers = { cases: makeReader(client, "cases"), alerts: makeReader(client, "alerts") };
    const say = (message: LiveMessage) => {
      if (message.kind === "state") {
        if (!noteLive(message.live)) return;
        setStreaming(message.live);
        // Read now: with the answer each query reckons anew when it asks next.
        readers.cases.soon();
        readers.alerts.soon();
        return;
      }
      readers[message.kind].soon();
      for (const listener of listeners[message.kind]) listener(message.ids);
    };
    listenTogether("/api/v1/events", say, stop.signal);
    return () => {
      stop.abort();
      noteLive(false);
      readers.cases.stop();
      readers.alerts.stop();
    };
  }, [client, listeners]);

  return <LiveContext value={{ streaming, listen }}>{children}</LiveContext>;
}

/**
 * Calls back when something changed while the page is open: a hint, after which one reads for oneself. It may be missed, so
 * whoever needs to know asks now and then all the same.
 * @param callback gets the ids of the cases, or null where there are many, where it is not known which, and for alerts
 */
export function useLive(kind: LiveKind, callback: Listener): void {
  const listen = useContext(LiveContext)?.listen;
  const called = useEffectEvent(callback);
  useEffect(() => listen?.(kind, (ids) => called(ids)), [kind, listen]);
}

/** How the page keeps up: told as it happens, by asking every few seconds, or not at all. */
export function useLiveState(): LiveState {
  const streaming = useContext(LiveContext)?.streaming ?? false;
  const reached = useSyncExternalStore(onReached, isReached, () => true);
  if (!reached) return "offline";
  return streaming ? "live" : "polling";
}
