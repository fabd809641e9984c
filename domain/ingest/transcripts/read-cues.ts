/**
 * Reads the cues of WebVTT (W3C, WebVTT: The Web Video Text Tracks Format, section 6) and of SubRip files line by line.
 * Where the files are sloppy it is kinder than the standard: nothing that may be somebody's words is dropped unseen.
 */
export type Cue = {
  /** Line of its times, from 1. */
  line: number;
  id: string;
  /** Milliseconds from the beginning of the recording. */
  from: number;
  to: number;
  /** As written, tags and all; lines are parted by a line feed. */
  text: string;
};

export type CueItem = Cue | { unread: "times" | "longText"; line: number } | { note: number };

type Line = { line: number; text: string };

const TIME = String.raw`(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)[.,](\d{1,3})`;
const TIMES = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}(?:\s|$)`, "u");
const BLOCK = /^(?:NOTE|STYLE|REGION)(?:\s|$)/u;
const LONGEST_CUE = 1_000_000;

function milliseconds(hours: string | undefined, minutes = "0", seconds = "0", fraction = "0"): number {
  return ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(fraction.padEnd(3, "0"));
}

/** Whether a line holds the times of a cue. */
export function isTimesLine(text: string): boolean {
  return TIMES.test(text);
}

/**
 * @param lines the file, without the `WEBVTT` line
 * @param kind in SubRip, lines after an empty one go on with the cue unless a new one begins there; in WebVTT they are
 * notes or no cue at all, and are counted
 */
export async function* readCues(
  lines: AsyncIterable<Line> | Iterable<Line>,
  kind: "vtt" | "srt",
): AsyncGenerator<CueItem> {
  let cue: Cue | null = null;
  let isLong = false;
  let isAfterBlank = true;
  let isInNote = false;
  /** Lines that are the id of the next cue, or else belong to the last one. */
  let waiting: string[] = [];
  let notes = 0;

  const append = (text: string) => {
    if (cue === null) return;
    if (cue.text.length + text.length > LONGEST_CUE) isLong = true;
    else cue.text = cue.text === "" ? text : `${cue.text}\n${text}`;
  };
  const settle = () => {
    if (kind === "srt" && cue !== null) for (const text of waiting) append(text);
    else notes += waiting.length;
    waiting = [];
  };
  function* finish(): Generator<CueItem> {
    if (cue !== null) yield isLong ? { unread: "longText", line: cue.line } : cue;
    if (notes > 0) yield { note: notes };
    cue = null;
    isLong = false;
    notes = 0;
  }

  for await (const { line, text } of lines) {
    const times = text.includes("-->") ? TIMES.exec(text) : null;
    if (times !== null) {
      const id = waiting.pop()?.trim() ?? "";
      settle();
      yield* finish();
      const [, h1, m1, s1, f1, h2, m2, s2, f2] = times;
      cue = { line, id, from: milliseconds(h1, m1, s1, f1), to: milliseconds(h2, m2, s2, f2), text: "" };
      isAfterBlank = false;
      isInNote = false;
    } else if (text.trim() === "") {
      if (!isAfterBlank) settle();
      isAfterBlank = true;
      isInNote = false;
    } else if (text.includes("-->") && kind === "vtt") {
      settle();
      yield* finish();
      yield { unread: "times", line };
      isAfterBlank = true;
    } else if (isInNote) notes += 1;
    else if (isAfterBlank && kind === "vtt" && BLOCK.test(text)) {
      settle();
      isInNote = true;
      notes += 1;
    } else if (isAfterBlank || waiting.length > 0 || cue === null) {
      // A second line shows that the first was no id.
      if (waiting.length > 0) settle();
      waiting.push(text);
      isAfterBlank = false;
    } else append(text);
  }
  settle();
  yield* finish();
}
