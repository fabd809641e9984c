const firstDelayMs = 250;
const longestDelayMs = 30_000;
const healthyAfterMs = 60_000;

/** How a program that is kept running has fared: restarts in a row, each soon after the one before. */
export interface RestartHistory {
  quickDeaths: number;
}

/**
 * How long to wait before a program that ended is started again: 250 ms, doubled for each death in a row, 30 s at the
 * most; a run of a minute counts as healthy and begins anew. Pure.
 * @param ranForMs how long it ran before it ended
 */
export function nextRestart(history: RestartHistory, ranForMs: number): { delayMs: number; history: RestartHistory } {
  const quickDeaths = ranForMs >= healthyAfterMs ? 0 : history.quickDeaths;
  const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(quickDeaths, 20));
  return { delayMs, history: { quickDeaths: quickDeaths + 1 } };
}
