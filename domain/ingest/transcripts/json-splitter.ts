/** Finds values inside a JSON text of any length that comes in pieces. Pure. */
import { parseJson } from "@/domain/ingest/transcripts/parse-json";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";

/** Where wanted values are: keys of objects, and `[]` for the items of an array. */
export type JsonPath = readonly string[];

/** A wanted value with the keys and indexes (from 0) that lead to it, or one that was too long to hold. */
export type FoundJson = { path: (string | number)[]; value: unknown } | { path: (string | number)[]; tooLong: true };

/** Nobody nests messages this deep; a file that does wants to use up memory. */
const DEEPEST = 500;

type Frame = { isArray: boolean; key: string; index: number; wanted: readonly JsonPath[] };
/** A value that is passed over as text: kept, skipped, or the key of an object. */
type Raw = { as: "value" | "skip" | "key"; depth: number; inString: boolean; escaped: boolean; isScalar: boolean };
type Expects = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end";

const isSpace = (code: number) => code === 32 || code === 10 || code === 13 || code === 9;
const [QUOTE, BACKSLASH, COMMA, COLON, OPEN, CLOSE, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 44, 58, 91, 93, 123, 125];

/** Holds one wanted value at a time, of at most `longest` UTF-16 code units. What is not wanted is only counted through. */
export class JsonSplitter {
  readonly #frames: Frame[] = [];
  #expects: Expects = "value or end";
  #raw: Raw | null = null;
  #held: string[] = [];
  #length = 0;
  #position = 0;
  #roots = 0;

  constructor(
    readonly paths: readonly JsonPath[],
    readonly longest: number,
  ) {}

  /** Takes the next piece. @throws TranscriptRefused naming the character where it is not JSON */
  *feed(piece: string): Generator<FoundJson> {
    let at = 0;
    while (at < piece.length) {
      if (this.#raw !== null) {
        const end = this.#endOfRaw(piece, at, this.#raw);
        this.#hold(piece, at, end.at);
        at = end.at;
        if (end.isComplete) yield* this.#finishRaw(this.#raw, at);
        continue;
      }
      const code = piece.charCodeAt(at);
      if (!isSpace(code)) this.#step(code, at);
      // The step may have begun a value whose first character belongs to it.
      if (this.#raw === null) at += 1;
    }
    this.#position += piece.length;
  }

  /** To be called after the last piece. @throws TranscriptRefused when the text ends too early */
  *end(): Generator<FoundJson> {
    if (this.#raw?.isScalar && this.#raw.depth === 0 && this.#frames.length === 0) yield* this.#finishRaw(this.#raw, 0);
    if (this.#raw !== null || this.#frames.length > 0)
      throw new TranscriptRefused("The JSON ends too early: the file seems to be cut off.");
    if (this.#roots === 0) throw new TranscriptRefused("The file holds no JSON.");
  }

  #step(code: number, at: number): void {
    const frame = this.#frames.at(-1);
    const isEnd = frame !== undefined && code === (frame.isArray ? CLOSE : CLOSE_OBJECT);
    if (isEnd && this.#expects.endsWith("or end")) {
      this.#frames.pop();
      this.#afterValue();
    } else if (this.#expects.startsWith("value")) this.#begin(code, at);
    else if (this.#expects.startsWith("key") && code === QUOTE) this.#startRaw("key", code);
    else if (this.#expects === "colon" && code === COLON) this.#expects = "value";
    else if (this.#expects === "comma or end" && code === COMMA) {
      this.#expects = frame?.isArray ? "value" : "key";
      if (frame !== undefined) frame.index += 1;
    } else this.#refuse(at);
  }

  #begin(code: number, at: number): void {
    const frame = this.#frames.at(-1);
    const depth = this.#frames.length;
    const segment = frame?.isArray ? "[]" : frame?.key;
    const wanted = frame === undefined ? this.paths : frame.wanted.filter((path) => path[depth - 1] === segment);
    if (frame === undefined) this.#roots += 1;
    if (wanted.some((path) => path.length === depth)) this.#startRaw("value", code);
    else if (wanted.length > 0 && (code === OPEN || code === OPEN_OBJECT)) {
      this.#frames.push({ isArray: code === OPEN, key: "", index: 0, wanted });
      this.#expects = code === OPEN ? "value or end" : "key or end";
    } else if (code === COMMA || code === COLON || code === CLOSE || code === CLOSE_OBJECT) this.#refuse(at);
    else this.#startRaw("skip", code);
  }

  #startRaw(as: Raw["as"], code: number): void {
    const isScalar = code !== QUOTE && code !== OPEN && code !== OPEN_OBJECT;
    this.#raw = { as, depth: 0, inString: false, escaped: false, isScalar };
  }

  /** Where the value ends in this piece, or the end of the piece when it goes on. */
  #endOfRaw(piece: string, from: number, raw: Raw): { at: number; isComplete: boolean } {
    for (let at = from; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (raw.inString) {
        if (raw.escaped) raw.escaped = false;
        else if (code === BACKSLASH) raw.escaped = true;
        else if (code === QUOTE) {
          raw.inString = false;
          if (raw.depth === 0) return { at: at + 1, isComplete: true };
        }
      } else if (raw.isScalar) {
        if (isSpace(code) || code === COMMA || code === CLOSE || code === CLOSE_OBJECT) return { at, isComplete: true };
      } else if (code === QUOTE) raw.inString = true;
      else if (code === OPEN || code === OPEN_OBJECT) {
        raw.depth += 1;
        if (raw.depth > DEEPEST) throw new TranscriptRefused("The JSON is nested too deeply to be a transcript.");
      } else if (code === CLOSE || code === CLOSE_OBJECT) {
        raw.depth -= 1;
        if (raw.depth === 0) return { at: at + 1, isComplete: true };
      }
    }
    return { at: piece.length, isComplete: false };
  }

  #hold(piece: string, from: number, to: number): void {
    if (this.#raw?.as === "skip" && !this.#raw.isScalar) return;
    this.#length += to - from;
    if (this.#length > this.longest) this.#held = [];
    else this.#held.push(piece.slice(from, to));
  }

  *#finishRaw(raw: Raw, at: number): Generator<FoundJson> {
    const isTooLong = this.#length > this.longest;
    const text = this.#held.join("");
    this.#held = [];
    this.#length = 0;
    this.#raw = null;
    if (raw.as === "skip") {
      if (raw.isScalar && (isTooLong || parseJson(text) === undefined)) this.#refuse(at);
      return this.#afterValue();
    }
    if (isTooLong && raw.as === "key") throw new TranscriptRefused("A key of the JSON is far too long.");
    const value = isTooLong ? undefined : parseJson(text);
    if (!isTooLong && value === undefined) this.#refuse(at);
    if (raw.as === "key") {
      const frame = this.#frames.at(-1);
      if (frame !== undefined) frame.key = String(value);
      this.#expects = "colon";
      return;
    }
    const path = this.#frames.map((frame) => (frame.isArray ? frame.index : frame.key));
    this.#afterValue();
    yield isTooLong ? { path, tooLong: true } : { path, value };
  }

  #afterValue(): void {
    this.#expects = this.#frames.length === 0 ? "value or end" : "comma or end";
  }

  #refuse(at: number): never {
    throw new TranscriptRefused(`The file is not JSON at character ${this.#position + at + 1} or shortly before.`);
  }
}
