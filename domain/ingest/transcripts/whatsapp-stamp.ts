/**
 * The date and time that begin a message in an exported WhatsApp chat, in the many ways in which phones write them:
 * `[20.06.19, 15:58:47] `, `20/06/2019, 3:58 pm - `, `[2023/5/4 下午3:04:05] `, `٤/٥/٢٠٢٣، ٣:٠٤ م - `. Pure.
 */

export type Stamp = {
  /** As written, for ids. */
  written: string;
  /** The three numbers of the date in the order in which they stand. */
  date: readonly [number, number, number];
  hour: number;
  minute: number;
  second: number;
  /** False where a word beside the time was not understood: it may have meant morning or evening. */
  isSure: boolean;
  /** What follows the stamp. */
  rest: string;
};

/** Marks of writing direction, which phones strew in. */
const DIRECTION_MARK = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const ONE_DIRECTION_MARK = new RegExp(DIRECTION_MARK.source, "u");
const BLANK = /[\u00a0\u2007\u2009\u202f\u3000\t]/u;
/** The zeros of the digits that phones write with: Arabic, Persian, Devanagari, Bengali, full width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10];
const LONGEST_STAMP = 90;

/** The same text without marks of writing direction. */
export function withoutDirectionMarks(text: string): string {
  return text.replace(DIRECTION_MARK, "");
}

function plainCharacter(character: string): string {
  // Nearly every character is one of these.
  if (character >= " " && character <= "~") return character;
  if (ONE_DIRECTION_MARK.test(character)) return "";
  if (BLANK.test(character)) return " ";
  if (character === "\u060c" || character === "\uff0c") return ",";
  if (character === "\uff1a") return ":";
  const code = character.charCodeAt(0);
  const zero = ZEROS.find((each) => code >= each && code < each + 10);
  return zero === undefined ? character : String(code - zero);
}

/** The beginning of a line in plain characters, and where each of them stands in the line. */
function plainHead(line: string): { head: string; offsets: number[] } {
  let head = "";
  const offsets: number[] = [];
  for (let at = 0; at < line.length && at < LONGEST_STAMP; at += 1) {
    const plain = plainCharacter(line[at] ?? "");
    head += plain;
    if (plain !== "") offsets.push(at);
  }
  return { head, offsets };
}

const DATE = String.raw`(\d{1,4}) ?(?:[./-]|년|年) ?(\d{1,2}) ?(?:[./-]|월|月) ?(\d{1,4}) ?(?:\.|일|日|г\.)?`;
const TIME = String.raw`(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?`;
const WORD = String.raw`([\p{L}\p{M}. ]{0,16}?)`;
const SHAPES = [
  new RegExp(String.raw`^\[${DATE},? ?${WORD} ?${TIME} ?${WORD}\] ?`, "u"),
  new RegExp(`^${DATE},? ?${WORD} ?${TIME} ?${WORD}(?: [-–—] |: )`, "u"),
];
/** As copied from a browser: the time first. */
const TIME_FIRST = new RegExp(String.raw`^\[${TIME} ?${WORD}, ?${DATE}\] ?`, "u");

const MORNING =
  /^(?:a\.? ?m\.?|上午|午前|凌晨|清晨|早上|오전|ص|π\.?μ\.?|öö|sa|pg|de\.?|dop\.?|fm|पूर्वाह्न|vorm\.?|p\.d\.?)$/iu;
const EVENING =
  /^(?:p\.? ?m\.?|下午|午後|中午|晚上|傍晚|오후|م|μ\.?μ\.?|ös|ch|ptg|du\.?|odp\.?|em|अपराह्न|nachm\.?|m\.d\.?)$/iu;
/** Words beside a time that say nothing about the half of the day. */
const NEUTRAL = /^(?:|klo|kl\.?|à|às|a las|alle|um|om|at|o|h|uhr|ч\.?|г\.?|г\., ?|г\. в|в|v|u|uur)$/iu;

function inHalfOfDay(hour: number, words: readonly string[]): { hour: number; isSure: boolean } {
  const word = words.map((each) => each.trim()).find((each) => !NEUTRAL.test(each));
  if (word === undefined) return { hour, isSure: true };
  if (MORNING.test(word)) return { hour: hour === 12 ? 0 : hour, isSure: true };
  if (!EVENING.test(word)) return { hour, isSure: false };
  // 中午 is around noon: 11:50 stays what it is.
  return { hour: hour < (word === "中午" ? 11 : 12) ? hour + 12 : hour, isSure: true };
}

/**
 * Reads the stamp at the start of a line.
 * @returns null when the line does not begin with one, as the second line of a message does not
 */
export function readStamp(line: string): Stamp | null {
  if (/^[A-Za-z]/u.test(line)) return null;
  const { head, offsets } = plainHead(line);
  if (!/^\[?\d/u.test(head)) return null;
  let parts: (string | undefined)[] | undefined;
  let length = 0;
  for (const shape of SHAPES) {
    const match = shape.exec(head);
    if (match === null) continue;
    parts = match.slice(1);
    length = match[0].length;
    break;
  }
  if (parts === undefined) {
    const match = TIME_FIRST.exec(head);
    if (match === null) return null;
    const [hour, minute, second, word, ...date] = match.slice(1);
    parts = [...date, "", hour, minute, second, word];
    length = match[0].length;
  }
  const [first, middle, last, before = "", hourText, minuteText, secondText, after = ""] = parts;
  const { hour, isSure } = inHalfOfDay(Number(hourText), [before, after]);
  const minute = Number(minuteText);
  const second = Number(secondText ?? 0);
  if (hour > 23 || minute > 59 || second > 60) return null;
  const end = (offsets[length - 1] ?? line.length) + 1;
  return {
    written: withoutDirectionMarks(line.slice(0, end)).trim(),
    date: [Number(first), Number(middle), Number(last)],
    hour,
    minute,
    second,
    isSure,
    rest: line.slice(end),
  };
}
