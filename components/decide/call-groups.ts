/** The calls of a reading, sorted into the parts that they were about. Pure. */
import { type MessageNumbers, stretchText } from "@/components/decide/reading-facts";
import type { CallDto, ClassificationDto } from "@/inference/classification-dto";

export type CallGroup = { window: number; title: string | null; reused: boolean; calls: CallDto[] };

const PURPOSES: Readonly<Record<string, string>> = {
  read: "reading",
  retry: "asked again",
  locate: "to find the message",
};

/** What a call was for; a purpose that this page does not know is named as it is. */
export function purposeLabel(purpose: string): string {
  return PURPOSES[purpose] ?? purpose.replaceAll("_", " ");
}

/**
 * Calls by the part of the conversation they were about, in its order, each with how the part is called (null where
 * there is only one). A part that was taken over from an earlier reading has no calls of its own and is there all the same.
 */
export function groupCalls(
  calls: readonly CallDto[],
  windows: ClassificationDto["windows"],
  numbers: MessageNumbers,
): CallGroup[] {
  const most = Math.max(0, windows.length - 1, ...calls.map(({ window }) => window));
  const groups = Array.from({ length: most + 1 }, (_, window) => {
    const of = windows[window];
    const stretch = of ? `: ${stretchText(of, numbers)}` : "";
    return {
      window,
      title: most === 0 ? null : `Part ${window + 1} of ${most + 1}${stretch}`,
      reused: of?.reused ?? false,
      calls: calls.filter((call) => call.window === window),
    };
  });
  return groups.filter((group) => group.calls.length > 0 || group.reused);
}

/** One call in a line: "Judge 2, asked again, 412 ms". */
export function callTitle(call: CallDto, judges: number | null): string {
  const who = judges === null ? "Call" : `Judge ${call.judge + 1}`;
  const took = `${call.latencyMs.toLocaleString("en")} ms`;
  return [who, purposeLabel(call.purpose), took, ...(call.error === null ? [] : ["failed"])].join(", ");
}
