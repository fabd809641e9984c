/** Faults that the model server of the tests shows when it is told to. */
import { z } from "zod";
import { faultMarker } from "@/inference/testing/model-server/markers";

export const FAULT_KINDS = [
  // Before or instead of an answer.
  "slow",
  "401",
  "429",
  "500",
  "503",
  "reset",
  "half-open",
  // A 200 that is not an answer.
  "not-json",
  "no-choices",
  "half-body",
  // An answer that is wrong.
  "truncated",
  "abort",
  "garbage",
  "empty",
  /** The same words until the limit is reached. */
  "repeated",
  /** The same words again and again, then a well-formed empty list. */
  "repeated-clear",
  "refusal",
  "reasoning-only",
  "wrong-prompt-tokens",
  // What the server says of its weights, for as long as the fault lasts.
  "float16",
  "quantised",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/**
 * One fault. It strikes until `count` requests were struck or `forMs` is over, and of each request with the probability
 * `share`, spread evenly (0.25 is every fourth). `everywhere` is every path, not only chat completions.
 */
export const faultSchema = z.object({
  kind: z.enum(FAULT_KINDS),
  count: z.int().positive().optional(),
  share: z.number().min(0).max(1).default(1),
  forMs: z.number().positive().optional(),
  everywhere: z.boolean().default(false),
  /** How much longer a slow answer takes, in milliseconds. */
  slowMs: z.number().nonnegative().default(2_000),
  /** What the 429 and 503 say in Retry-After; null for no such header. */
  retryAfterSeconds: z.number().nonnegative().nullable().default(1),
});
export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

type Standing = { fault: Fault; left: number; until: number; owed: number };

/** Texts whose `[[fault kind n]]` was counted; beyond it the oldest are forgotten. */
const REMEMBERED = 10_000;

/** The faults of one server. `now` is a clock in milliseconds. */
export function createFaults(now: () => number) {
  let standing: Standing[] = [];
  const seen = new Map<string, number>();

  function prune(): void {
    const at = now();
    standing = standing.filter(({ left, until }) => left > 0 && until > at);
  }
  function fromMarker(text: string): Fault | null {
    const marker = faultMarker(text);
    if (marker === null) return null;
    if (marker.times !== null) {
      const before = seen.get(text) ?? 0;
      if (before >= marker.times) return null;
      seen.set(text, before + 1);
      const [oldest] = seen.keys();
      if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
    }
    return faultSchema.parse({ kind: marker.kind });
  }
  return {
    /** Adds a fault; several stand side by side, and the first added that strikes counts. */
    add(input: FaultInput): void {
      const fault = faultSchema.parse(input);
      const until = fault.forMs === undefined ? Number.POSITIVE_INFINITY : now() + fault.forMs;
      standing.push({ fault, left: fault.count ?? Number.POSITIVE_INFINITY, until, owed: 0 });
    },
    clear(): void {
      standing = [];
    },
    /** The fault that strikes this request, which is counted; `text` is null for a path that is no chat completion. */
    strike(text: string | null): Fault | null {
      prune();
      for (const entry of standing) {
        if (text === null && !entry.fault.everywhere) continue;
        entry.owed += entry.fault.share;
        // Shares such as 0.1 do not add up exactly.
        if (entry.owed < 1 - 1e-9) continue;
        entry.owed -= 1;
        entry.left -= 1;
        return entry.fault;
      }
      return text === null ? null : fromMarker(text);
    },
    /** Whether a fault of this kind stands now; nothing is counted. */
    stands(kind: FaultKind): boolean {
      prune();
      return standing.some(({ fault }) => fault.kind === kind);
    },
    list(): Fault[] {
      prune();
      return standing.map(({ fault }) => fault);
    },
  };
}
export type Faults = ReturnType<typeof createFaults>;
