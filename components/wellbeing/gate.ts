/** What stands between one case and the next: a prompt, or a limit. Outlives pages, because the next case is another one. */
import { useSyncExternalStore } from "react";
import { ApiProblem } from "@/components/query/fetch-json";
import { nextLimitSchema } from "@/domain/triage/wellbeing/next-input";
import type { Wellbeing } from "@/domain/triage/wellbeing/wellbeing-dto";

export type Prompt = "break_due" | "soft_limit";
export type Gate =
  | { kind: "break_due" }
  | { kind: "soft_limit" }
  | { kind: "break" }
  | { kind: "exposure"; mayTakeUrgent: boolean }
  | { kind: "cool_down"; until: string | null };

/** Whoever said "go on" is left alone for so long, in milliseconds. */
const AGAIN_AFTER_MS: Readonly<Record<Prompt, number>> = { break_due: 20 * 60_000, soft_limit: 2 * 60 * 60_000 };
const answeredAt = new Map<Prompt, number>();

let gate: Gate | null = null;
const listeners = new Set<() => void>();

function setGate(next: Gate | null): void {
  gate = next;
  for (const listener of listeners) listener();
}

/** Thrown instead of asking the desk for a case, where the person is to be asked something first. */
export class GateShut extends Error {
  constructor(readonly prompt: Prompt) {
    super(`asked first: ${prompt}`);
    this.name = "GateShut";
  }
}

/** What to ask before the next case, if anything; each at most once in a while. @param nowMs milliseconds since 1970 */
export function duePrompt(wellbeing: Wellbeing | null, nowMs: number = Date.now()): Prompt | null {
  if (wellbeing === null) return null;
  const { used, softLimit, hardLimit, breakDueAt } = wellbeing;
  const due: Prompt[] = [];
  if (breakDueAt !== null && Date.parse(breakDueAt) <= nowMs) due.push("break_due");
  if (used >= softLimit && used < hardLimit) due.push("soft_limit");
  return (
    due.find((prompt) => nowMs - (answeredAt.get(prompt) ?? Number.NEGATIVE_INFINITY) >= AGAIN_AFTER_MS[prompt]) ?? null
  );
}

/** Takes note that somebody wants to go on. */
export function answerPrompt(prompt: Prompt, nowMs: number = Date.now()): void {
  answeredAt.set(prompt, nowMs);
}

/** What an error of "next" shows in the way, or null where it is an error like any other. */
export function gateOf(error: unknown): Gate | null {
  if (error instanceof GateShut) return { kind: error.prompt };
  const limit = error instanceof ApiProblem ? nextLimitSchema.safeParse(error.problem.current) : null;
  if (!limit?.success) return null;
  const { limit: kind, mayTakeUrgent, until } = limit.data;
  if (kind === "exposure") return { kind, mayTakeUrgent };
  return kind === "cool_down" ? { kind, until } : { kind };
}

/** Shows what stands in the way. */
export function openGate(next: Gate): void {
  setGate(next);
}

export function closeGate(): void {
  if (gate !== null) setGate(null);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What stands in the way now, if anything. */
export function useGate(): Gate | null {
  return useSyncExternalStore(
    subscribe,
    () => gate,
    () => null,
  );
}
