import type { QueueSummary } from "@/domain/triage/queue-summary";

/** How many cases wait for a person: for somebody who leads, those that were passed to the leads too. */
export function countWaiting({ tiers, escalated }: QueueSummary, mayLead: boolean): number {
  return tiers.reduce((sum, { open }) => sum + open, mayLead ? escalated : 0);
}

/** What to say where "next" gives nothing, though as many cases wait. */
export function nothingGivenText(waiting: number): string {
  const others =
    waiting === 1
      ? "One case waits that is not given to you now"
      : `${waiting.toLocaleString("en")} cases wait that are not given to you now`;
  return waiting === 0
    ? "No case waits. New ones appear here by themselves."
    : `${others}: set aside for a while, passed on by you, of a type you left out, or for somebody else to look at.`;
}
