/**
 * What a process does first when it is asked to end. Kept on the process and not in this module: the server and the
 * programs that Next has bundled each have a copy of it.
 */
const holder = globalThis as typeof globalThis & { vigilAtStop?: Set<() => void> };

/** Has `stop` called when the process is asked to end. @returns takes that back */
export function atStop(stop: () => void): () => void {
  holder.vigilAtStop ??= new Set();
  holder.vigilAtStop.add(stop);
  return () => void holder.vigilAtStop?.delete(stop);
}

/** Calls all of them, once. */
export function runAtStop(): void {
  const stops = [...(holder.vigilAtStop ?? [])];
  holder.vigilAtStop?.clear();
  for (const stop of stops) stop();
}
