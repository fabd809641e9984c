/** Whether the desk answered when this page last asked it something. */
let reached = true;
const listeners = new Set<() => void>();

/** Takes note of how a request ended: any answer counts. */
export function noteReached(answered: boolean): void {
  if (reached === answered) return;
  reached = answered;
  for (const listener of listeners) listener();
}

/** Whether the last request was answered. */
export function isReached(): boolean {
  return reached;
}

/** For useSyncExternalStore. */
export function onReached(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
