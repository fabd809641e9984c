/** Shadow runs in words, and the addresses behind their numbers. Pure. */
import { counted, percent } from "@/components/measure/figures";
import { ANSWER_LABELS, MODEL_LABELS } from "@/components/measure/measure-words";
import { choiceText } from "@/components/model/strategy-words";
import type { Tone } from "@/components/ui/tone";
import type { LeftOut, ShadowRunDto, ShadowScope } from "@/domain/measure/shadow/shadow-dto";
import type { ShadowAnswer, ShadowCasesQuery, ShadowResult } from "@/domain/measure/shadow/shadow-result-dto";
import type { ShadowReader } from "@/inference/shadow-reader";

export const READER_LABELS: Readonly<Record<ShadowReader, string>> = {
  current: "The model that reads now",
  candidate: "The model for shadow runs",
  offline: "The offline rules",
};

export const SCOPE_LABELS: Readonly<Record<ShadowScope, string>> = {
  all: "All that was read",
  decided: "Decided by a person",
  unflagged: "Not flagged",
};

/** The two readings of a run: what stood when it was ordered, and the other one. */
export const SIDES = ["standing", "shadow"] as const;
export const SIDE_LABELS = { standing: "What stood", shadow: "Shadow reading" } as const;

export const SHADOW_ANSWER_LABELS: Readonly<Record<ShadowAnswer, string>> = {
  ...ANSWER_LABELS,
  changed: "Decided on other words",
};

const STATES: Readonly<Record<ShadowRunDto["state"], { label: string; tone: Tone }>> = {
  running: { label: "Running", tone: "info" },
  paused: { label: "Paused", tone: "warn" },
  finished: { label: "Finished", tone: "ok" },
  cancelled: { label: "Cancelled", tone: "neutral" },
  failed: { label: "Failed", tone: "danger" },
};

/** The state of a run as a badge says it. */
export function shadowLook({ state }: Pick<ShadowRunDto, "state">): { label: string; tone: Tone } {
  return STATES[state];
}

/** Who reads, and how: "The model that reads now, panel of 3, more than half". */
export function readerText({ reader, ...choice }: ShadowRunDto): string {
  const how = choiceText(choice);
  return reader === "offline" ? READER_LABELS.offline : `${READER_LABELS[reader]}, ${how.toLowerCase()}`;
}

/** Which conversations: "200 of 1,204 conversations: not flagged, of Night chat, read from 2026-11-01". */
export function choiceOfRun(run: ShadowRunDto): string {
  const parts = [
    run.scope === "all" ? null : SCOPE_LABELS[run.scope].toLowerCase(),
    run.source === null ? null : `of ${run.source.name}`,
    run.from === null ? null : `read from ${run.from}`,
    run.to === null ? null : `read before ${run.to}`,
  ].filter((part) => part !== null);
  const drawn = run.chosen < run.population;
  const which = drawn
    ? `${run.chosen.toLocaleString("en")} of ${counted(run.population, "conversation")}`
    : counted(run.chosen, "conversation");
  return parts.length === 0 ? which : `${which}: ${parts.join(", ")}`;
}

/** How many were dealt with, of those chosen. */
export function shadowDone({ read, leftOut }: ShadowRunDto): number {
  return read + Object.values(leftOut).reduce((sum, n) => sum + n, 0);
}

export const LEFT_OUT_WORDS: Readonly<Record<LeftOut, string>> = {
  erased: "their content was erased",
  damaged: "part of them does not open",
  changed: "messages were edited or deleted since they were read",
  no_words: "there are no words in them",
};

const were = (count: number) => (count === 1 ? "was" : "were");

/** What is not in the figures, in the order of how much hangs on it. */
export function missingInShadow(run: ShadowRunDto): { key: string; text: string; leftOut?: LeftOut }[] {
  const lines: { key: string; text: string; leftOut?: LeftOut }[] = [];
  if (run.unread > 0)
    lines.push({
      key: "unread",
      text: `${counted(run.unread, "conversation")} that fit ${were(run.unread)} never read by a model: there is nothing to compare with, and they are not in it.`,
    });
  if (run.erased > 0)
    lines.push({
      key: "erased",
      text: `${counted(run.erased, "conversation")} that fit ${were(run.erased)} erased before, and could not be drawn.`,
    });
  for (const [reason, n] of Object.entries(run.leftOut) as [LeftOut, number][]) {
    if (n > 0)
      lines.push({
        key: `left-${reason}`,
        text: `${counted(n, "conversation")} that ${were(n)} drawn ${were(n)} left out: ${LEFT_OUT_WORDS[reason]}.`,
        leftOut: reason,
      });
  }
  return lines;
}

/** How the conversations were drawn, for whoever wants to draw them again. */
export function drawInWords({ chosen, population, probability, seed }: ShadowRunDto): string {
  if (chosen === population) return "All that fit were taken.";
  return `Each that fits had a chance of ${percent(probability)} to be drawn, by the seed ${seed}: the same seed draws the same ones.`;
}

/** What people made of the conversations of a cell. */
export function answersOf({ answers }: ShadowResult["cells"][number]) {
  const { risk, none, ...others } = answers;
  return { risk, none, undecided: Object.values(others).reduce((sum, n) => sum + n, 0) };
}

/** What only the shadow reading flags and nobody has decided on: people nobody may have looked at. */
export function unseenFlags(result: ShadowResult): number {
  const cell = result.cells.find(({ standing, shadow }) => standing === "none" && shadow === "risk");
  return cell ? answersOf(cell).undecided : 0;
}

/** Where the conversations behind a number of a run are listed. */
export function shadowCasesPath(runId: string, query: ShadowCasesQuery): string {
  const fields = Object.entries(query).filter(([, value]) => value !== undefined);
  const path = `/measure/shadow/${runId}/conversations`;
  return fields.length === 0
    ? path
    : `${path}?${new URLSearchParams(fields.map(([name, value]) => [name, String(value)]))}`;
}

/** A part of a run in words: "What stood: no risk. Shadow: risk. Person: undecided." */
export function shadowCellInWords(query: ShadowCasesQuery): string {
  const { standing, shadow, answer, standingTier, shadowTier, leftOut } = query;
  const person = answer === "undecided" ? "undecided" : answer && SHADOW_ANSWER_LABELS[answer].toLowerCase();
  const parts = [
    standing && `What stood: ${MODEL_LABELS[standing].toLowerCase()}.`,
    standingTier !== undefined && `What stood asks for tier ${standingTier}.`,
    shadow && `Shadow: ${MODEL_LABELS[shadow].toLowerCase()}.`,
    shadowTier !== undefined && `The shadow reading asks for tier ${shadowTier}.`,
    person && `Person: ${person}.`,
    leftOut && `Left out: ${LEFT_OUT_WORDS[leftOut]}.`,
  ].filter((part) => part !== undefined && part !== false);
  return parts.length === 0 ? "All that were read." : parts.join(" ");
}
