/** Samples, and plans for them, in words. Pure. */
import { STRATUM_WORDS } from "@/components/settings/setting-lines";
import type { SamplingPlan } from "@/domain/measure/sampling/sampling-dto";

/** A stratum as it is called: those of earlier rules by what they were. */
export function stratumName(stratum: string): { label: string; says: string } {
  const known: Readonly<Record<string, { label: string; says: string }>> = STRATUM_WORDS;
  return (
    known[stratum] ?? {
      label: "Before there were strata",
      says: "drawn under earlier rules, in a frame that has ended",
    }
  );
}

/** A number of things that are expected, not counted: "about 12", "less than 1", "none". */
export function about(count: number): string {
  if (count === 0) return "none";
  if (count < 0.95) return "less than 1";
  return `about ${count < 10 ? Number(count.toFixed(1)) : Math.round(count).toLocaleString("en")}`;
}

/** Hours a week: "about 3.5 h a week"; what it takes where nobody has decided yet is not known. */
export function hoursInWords(hours: number | null): string {
  if (hours === null) return "hours not known: nobody has decided on a case in the last four weeks";
  if (hours * 60 < 1) return "under a minute a week";
  return hours < 1 ? `about ${Math.round(hours * 60)} min a week` : `about ${Number(hours.toFixed(1))} h a week`;
}

const points = (share: number) => `${Math.round(share * 100)} %`;

/** The recall that is to be expected, with its interval, or why it cannot be known. */
export function recallInWords({ recall, weeks }: Pick<SamplingPlan, "recall" | "weeks">): string {
  if (recall.value === null) return `Recall would not be known. ${recall.reason}`;
  const after = weeks === 1 ? "After a week" : `After ${weeks} weeks`;
  return `${after} recall would be known to lie between ${points(recall.low)} and ${points(recall.high)}, if as much is missed as is reckoned with.`;
}

/** What a wished interval costs, or why it cannot be planned. */
export function neededInWords({ needed, weeks }: Pick<SamplingPlan, "needed" | "weeks">): string | null {
  if (needed === null) return null;
  if (needed.reads === null) return `No plan can be made. ${needed.reason}`;
  const { reads, readsWeekly, hoursWeekly, recall } = needed;
  return `That needs ${reads.toLocaleString("en")} samples in ${weeks === 1 ? "one week" : `${weeks} weeks`}, ${about(readsWeekly)} a week (${hoursInWords(hoursWeekly)}). Recall would then be known to lie between ${points(recall.low)} and ${points(recall.high)}.`;
}
