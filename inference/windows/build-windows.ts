/** A conversation as the prompts the model reads, one for each window. */
import { setImmediate } from "node:timers/promises";
import type { ReadableMessage } from "@/domain/ingest/message";
import { modelBody, neutralizeMarkup, serializeForModel, speakerLine } from "@/inference/serialize";
import { countTokens } from "@/inference/windows/count-tokens";
import { planWindows, type Span, type Unit, WINDOW_TOKENS } from "@/inference/windows/plan-windows";
import { splitText } from "@/inference/windows/split-text";

/** Bump whenever the same messages could come out as other prompts: readings are reused by it. */
export const WINDOW_FORMAT_VERSION = "1";

/** `Assistant: ` and the line break before it. */
const LABEL_TOKENS = 4;
/** Counting so many characters can take tens of milliseconds; then others have their turn. */
const CHARACTERS_AT_A_STRETCH = 5_000;

/** A message of a window, or the part of it that the window holds. */
export type WindowLine = { index: number; message: ReadableMessage; isPart: boolean };

export type Window = {
  prompt: string;
  /** Tokens of `prompt`, without those of the chat template. */
  promptTokens: number;
  /** First and last message in it, as indexes into the messages given. */
  first: number;
  last: number;
  /** In order, one for each message. */
  lines: readonly WindowLine[];
};

type Piece = Unit & { index: number; text: string; isPart: boolean };

/** Lets the event loop turn between stretches of counting: a long conversation must not hold up heartbeats. */
function pacer(): (characters: number) => Promise<void> {
  let since = 0;
  return async (characters) => {
    since += characters;
    if (since < CHARACTERS_AT_A_STRETCH) return;
    since = 0;
    await setImmediate();
  };
}

async function toPieces(messages: readonly ReadableMessage[], pace: (characters: number) => Promise<void>) {
  const pieces: Piece[] = [];
  for (const [index, message] of messages.entries()) {
    const text = modelBody(message);
    // Joined lines have no more tokens than each by itself and one for each line break (count-tokens.test.ts).
    const tokens = countTokens(speakerLine(message.role, text), WINDOW_TOKENS - 1) + 1;
    if (tokens <= WINDOW_TOKENS) {
      pieces.push({ index, text, isPart: false, tokens, lead: 0 });
      await pace(text.length);
      continue;
    }
    let isFirst = true;
    for (const part of splitText(text)) {
      const [extra, lead] = isFirst ? [LABEL_TOKENS, 0] : [0, LABEL_TOKENS];
      pieces.push({ index, text: part.text, isPart: true, tokens: part.tokens + extra, lead });
      isFirst = false;
      await pace(part.text.length);
    }
  }
  return pieces;
}

/** Pieces that stand next to each other, as the lines of the messages they are of. */
function toLines(messages: readonly ReadableMessage[], pieces: readonly Piece[]): WindowLine[] {
  const lines: WindowLine[] = [];
  for (const [index, held] of Map.groupBy(pieces, (piece) => piece.index)) {
    const message = messages[index];
    if (message === undefined) throw new RangeError("A piece belongs to no message.");
    const isPart = held.some((piece) => piece.isPart);
    const text = held.map((piece) => piece.text).join("");
    lines.push({ index, isPart, message: isPart ? { role: message.role, text: text.trim() || text } : message });
  }
  return lines;
}

function toWindow(messages: readonly ReadableMessage[], pieces: readonly Piece[]): Window {
  const lines = toLines(messages, pieces);
  const shown = lines.map(({ message, isPart }) => {
    // A part can end where markup would begin to look live, so it is made inert anew.
    const body = isPart ? neutralizeMarkup(message.text) : modelBody(message);
    // Who speaks is shown unless the conversation is a single message, as when it fits.
    return messages.length === 1 ? body : speakerLine(message.role, body);
  });
  const prompt = shown.join("\n");
  const [first, last] = [lines[0]?.index, lines.at(-1)?.index];
  if (first === undefined || last === undefined) throw new RangeError("A window is empty.");
  return { prompt, promptTokens: countTokens(prompt), first, last, lines };
}

/** A window is tried before it is planned: most are built once all the same. */
function rememberLast(build: (span: Span) => Window): (span: Span) => Window {
  let last: { span: Span; window: Window } | null = null;
  return (span) => {
    if (last?.span.from !== span.from || last.span.to !== span.to) last = { span: { ...span }, window: build(span) };
    return last.window;
  };
}

/**
 * Divides a conversation into windows of at most 1,700 tokens, in its order, on the borders of messages. A conversation
 * that fits is one window, with the very prompt of `serializeForModel`. A message that no window can hold is divided
 * between sentences, and each part stands on a line of its speaker. Nothing is left out; neighbours share about a
 * quarter; messages that come later leave all windows but the last as they were.
 *
 * Asynchronous only to let others have a turn while much is counted.
 *
 * @throws RangeError when there are no messages
 */
export async function buildWindows(messages: readonly ReadableMessage[]): Promise<Window[]> {
  const prompt = serializeForModel(messages);
  const promptTokens = countTokens(prompt, WINDOW_TOKENS);
  if (promptTokens <= WINDOW_TOKENS) {
    const lines = messages.map((message, index) => ({ index, message, isPart: false }));
    return [{ prompt, promptTokens, first: 0, last: messages.length - 1, lines }];
  }
  const pace = pacer();
  const pieces = await toPieces(messages, pace);
  const build = rememberLast(({ from, to }) => toWindow(messages, pieces.slice(from, to)));
  const windows: Window[] = [];
  for (const span of planWindows(pieces, (tried) => build(tried).promptTokens <= WINDOW_TOKENS)) {
    const window = build(span);
    windows.push(window);
    await pace(window.prompt.length);
  }
  return windows;
}
