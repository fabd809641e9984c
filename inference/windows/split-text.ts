/** A message longer than a window, in pieces that a window can hold. Pure. */
import { countTokens } from "@/inference/windows/count-tokens";

/** Small beside a window, so that windows can share whole pieces and still be filled. */
const PIECE_TOKENS = 200;
/** No more than this many UTF-8 bytes, and a token is a byte at the least. */
const PIECE_CODE_POINTS = 50;
/** Above it, a run of text is divided without being counted first. */
const LONGEST_COUNTED = 4_000;

// One locale for every machine: what is a sentence must not depend on where it is read.
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
const words = new Intl.Segmenter("en", { granularity: "word" });

export type TextPiece = { text: string; tokens: number };

function measure(text: string): number {
  return text.length > LONGEST_COUNTED ? Infinity : countTokens(text, PIECE_TOKENS);
}

function* codePointRuns(text: string): Generator<string> {
  let run = "";
  let length = 0;
  for (const codePoint of text) {
    run += codePoint;
    length += 1;
    if (length < PIECE_CODE_POINTS) continue;
    yield run;
    run = "";
    length = 0;
  }
  if (run !== "") yield run;
}

/** Words joined into runs that are about as long as a piece may be. */
function* wordRuns(text: string): Generator<TextPiece> {
  let run = "";
  let tokens = 0;
  for (const { segment } of words.segment(text)) {
    const more = measure(segment);
    if (run !== "" && tokens + more > PIECE_TOKENS) {
      yield { text: run, tokens: countTokens(run) };
      run = "";
      tokens = 0;
    }
    if (more === Infinity) for (const part of codePointRuns(segment)) yield { text: part, tokens: countTokens(part) };
    else {
      run += segment;
      tokens += more;
    }
  }
  if (run !== "") yield { text: run, tokens: countTokens(run) };
}

/**
 * Divides a text into sentences, sentences that are too long into runs of words, and words that are too long into runs of
 * characters. The pieces joined are the text; each has at most 200 tokens. Lazy, so that a caller can pause in between.
 */
export function* splitText(text: string): Generator<TextPiece> {
  for (const { segment } of sentences.segment(text)) {
    const tokens = measure(segment);
    if (tokens === Infinity) yield* wordRuns(segment);
    else yield { text: segment, tokens };
  }
}
