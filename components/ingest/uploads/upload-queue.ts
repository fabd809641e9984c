/** Files on their way from this browser: two at a time, the others wait. Lives as long as the page, not as one view of it. */
import type { ChosenFile } from "@/components/ingest/uploads/choose-files";
import { type RateSample, withSample } from "@/components/ingest/uploads/measure-rate";
import type { sendFile } from "@/components/ingest/uploads/send-file";
import { problemText } from "@/components/query/fetch-json";

const AT_ONCE = 2;

export type QueuedFile = {
  key: number;
  path: string;
  bytes: number;
  state: "waiting" | "sending" | "failed";
  sent: number;
  samples: readonly RateSample[];
  problem: string | null;
};

type Held = QueuedFile & { chosen: ChosenFile; sourceId: string | null; cancel: (() => void) | null };

/** A queue that sends with `send` and tells `onArrived` of each file that the desk has. */
export class UploadQueue {
  #held: readonly Held[] = [];
  #lastKey = 0;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly send: typeof sendFile,
    readonly now: () => number = Date.now,
  ) {}

  /** Called when a file has arrived. */
  onArrived: () => void = () => {};

  /** Files that have not arrived; the same array until something changes. */
  readonly files = (): readonly QueuedFile[] => this.#held;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether something would be lost by leaving the page. */
  get isBusy(): boolean {
    return this.#held.some(({ state }) => state !== "failed");
  }

  add(files: readonly ChosenFile[], sourceId: string | null): void {
    const added = files.map((chosen): Held => {
      this.#lastKey += 1;
      const { path, file } = chosen;
      const fresh = { state: "waiting", sent: 0, samples: [], problem: null, cancel: null } as const;
      return { key: this.#lastKey, path, bytes: file.size, ...fresh, chosen, sourceId };
    });
    this.#set([...this.#held, ...added]);
    this.#sendNext();
  }

  /** Takes a file out, wherever it is on its way. */
  remove(key: number): void {
    const held = this.#held.find((each) => each.key === key);
    this.#set(this.#held.filter((each) => each.key !== key));
    held?.cancel?.();
    this.#sendNext();
  }

  /** Sends a file that failed once more, from its start. */
  retry(key: number): void {
    this.#change(key, { state: "waiting", sent: 0, samples: [], problem: null, cancel: null });
    this.#sendNext();
  }

  #sendNext(): void {
    const free = AT_ONCE - this.#held.filter(({ state }) => state === "sending").length;
    for (const held of this.#held.filter(({ state }) => state === "waiting").slice(0, free)) this.#start(held);
  }

  #start({ key, chosen, sourceId }: Held): void {
    const sending = this.send(chosen, sourceId, (sent) => {
      const samples = this.#held.find((each) => each.key === key)?.samples ?? [];
      this.#change(key, { sent, samples: withSample(samples, { at: this.now(), done: sent }) });
    });
    this.#change(key, { state: "sending", cancel: sending.cancel });
    sending.done.then(
      () => {
        this.#set(this.#held.filter((each) => each.key !== key));
        this.onArrived();
        this.#sendNext();
      },
      (error: unknown) => {
        this.#change(key, { state: "failed", problem: problemText(error), cancel: null });
        this.#sendNext();
      },
    );
  }

  #change(key: number, changed: Partial<Held>): void {
    this.#set(this.#held.map((each) => (each.key === key ? { ...each, ...changed } : each)));
  }

  #set(held: readonly Held[]): void {
    this.#held = held;
    for (const listener of this.#listeners) listener();
  }
}
