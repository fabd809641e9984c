/** Callers that wait for room at an endpoint: the most urgent first, then in order of arrival. */
import { CALL_URGENCIES, type CallUrgency } from "@/inference/engines/model";

export class WaitingLine<Place> {
  private readonly lanes = new Map<CallUrgency, Set<(place: Place | null) => void>>(
    [...CALL_URGENCIES].reverse().map((urgency) => [urgency, new Set()]),
  );

  get length(): number {
    return [...this.lanes.values()].reduce((sum, lane) => sum + lane.size, 0);
  }

  /** How many wait who are as urgent or more. */
  ahead(urgency: CallUrgency): number {
    const rank = CALL_URGENCIES.indexOf(urgency);
    return [...this.lanes].reduce((sum, [of, lane]) => sum + (CALL_URGENCIES.indexOf(of) >= rank ? lane.size : 0), 0);
  }

  /** Resolves with a place once one is given; with null once there will be none, or when `signal` is given first. */
  wait(urgency: CallUrgency, signal?: AbortSignal): Promise<Place | null> {
    return new Promise((resolve) => {
      const lane = this.lanes.get(urgency);
      if (!lane || signal?.aborted) return resolve(null);
      const leave = () => settle(null);
      const settle = (place: Place | null) => {
        lane.delete(settle);
        signal?.removeEventListener("abort", leave);
        resolve(place);
      };
      signal?.addEventListener("abort", leave, { once: true });
      lane.add(settle);
    });
  }

  /** Gives out places while there are callers and `next` has one for a caller of that urgency. */
  serve(next: (urgency: CallUrgency) => Place | null): void {
    for (const [urgency, lane] of this.lanes) {
      for (const settle of lane) {
        const place = next(urgency);
        if (place === null) return;
        settle(place);
      }
    }
  }

  /** Sends everybody away. */
  dismiss(): void {
    for (const lane of this.lanes.values()) for (const settle of lane) settle(null);
  }
}
