import { describe, expect, test } from "vitest";
import { readStamp } from "@/domain/ingest/transcripts/whatsapp-stamp";

type Row = [where: string, line: string, date: number[], time: number[], rest: string];

const stamps: Row[] = [
  ["iPhone, German", "[20.06.19, 15:58:47] Ann: hi", [20, 6, 19], [15, 58, 47], "Ann: hi"],
  ["iPhone, American", "[6/20/19, 3:58:47\u202fPM] Ann: hi", [6, 20, 19], [15, 58, 47], "Ann: hi"],
  ["iPhone with a mark before", "\u200e[20/06/2019, 15:58:47] Ann: hi", [20, 6, 2019], [15, 58, 47], "Ann: hi"],
  ["Android, British", "20/06/2019, 15:58 - Ann: hi", [20, 6, 2019], [15, 58, 0], "Ann: hi"],
  ["Android, Australian", "20/06/2019, 3:58 pm - Ann: hi", [20, 6, 2019], [15, 58, 0], "Ann: hi"],
  ["Android, Spanish", "20/6/19, 3:58 p. m. - Ann: hi", [20, 6, 19], [15, 58, 0], "Ann: hi"],
  [
    "Android, Spanish with no-break blanks",
    "20/6/19, 12:05\u202fa.\u00a0m. - Ann: hi",
    [20, 6, 19],
    [0, 5, 0],
    "Ann: hi",
  ],
  ["French", "20/06/2019 à 15:58 - Ann: hi", [20, 6, 2019], [15, 58, 0], "Ann: hi"],
  ["Dutch", "20-06-2019 15:58 - Ann: hi", [20, 6, 2019], [15, 58, 0], "Ann: hi"],
  ["Swedish", "2023-05-04 15:04 - Ann: hi", [2023, 5, 4], [15, 4, 0], "Ann: hi"],
  ["Finnish", "4.5.2023 klo 15.04 - Ann: hi", [4, 5, 2023], [15, 4, 0], "Ann: hi"],
  ["Bulgarian", "4.05.23 г., 15:04 ч. - Ann: hi", [4, 5, 23], [15, 4, 0], "Ann: hi"],
  ["Hungarian", "2023. 05. 04. 15:04 - Ann: hi", [2023, 5, 4], [15, 4, 0], "Ann: hi"],
  ["Greek", "4/5/23, 3:04 μ.μ. - Άννα: γεια", [4, 5, 23], [15, 4, 0], "Άννα: γεια"],
  ["Greek in the morning", "[4/5/23, 12:04:05 π.μ.] Άννα: γεια", [4, 5, 23], [0, 4, 5], "Άννα: γεια"],
  ["Japanese", "2023/05/04 15:04 - アン: こんにちは", [2023, 5, 4], [15, 4, 0], "アン: こんにちは"],
  ["Chinese in the afternoon", "[2023/5/4 下午3:04:05] 安: 你好", [2023, 5, 4], [15, 4, 5], "安: 你好"],
  ["Chinese in the morning", "2023/5/4 上午9:04 - 安: 你好", [2023, 5, 4], [9, 4, 0], "安: 你好"],
  ["Chinese at night", "2023/5/4 凌晨12:04 - 安: 你好", [2023, 5, 4], [0, 4, 0], "安: 你好"],
  ["Chinese at noon", "2023/5/4 中午12:04 - 安: 你好", [2023, 5, 4], [12, 4, 0], "安: 你好"],
  ["Korean", "2023. 5. 4. 오후 3:04 - 안나: 안녕", [2023, 5, 4], [15, 4, 0], "안나: 안녕"],
  ["Korean, iPhone", "[2023. 5. 4. 오전 12:04:05] 안나: 안녕", [2023, 5, 4], [0, 4, 5], "안나: 안녕"],
  ["Arabic", "\u200f٤\u200f/٥\u200f/٢٠٢٣، ٣:٠٤ م - آنا: مرحبا", [4, 5, 2023], [15, 4, 0], "آنا: مرحبا"],
  ["Persian digits", "۴/۵/۲۰۲۳،\u200f ۱۵:۰۴ - آنا: سلام", [4, 5, 2023], [15, 4, 0], "آنا: سلام"],
  ["Hindi digits", "४/५/२३, १५:०४ - अन्ना: नमस्ते", [4, 5, 23], [15, 4, 0], "अन्ना: नमस्ते"],
  ["copied from a browser", "[15:04, 4/5/2023] Ann: hi", [4, 5, 2023], [15, 4, 0], "Ann: hi"],
  ["copied from a browser, 12 hours", "[3:04 PM, 5/4/2023] Ann: hi", [5, 4, 2023], [15, 4, 0], "Ann: hi"],
  ["an old iPhone", "20/06/17 12:34:56: Ann: hi", [20, 6, 17], [12, 34, 56], "Ann: hi"],
];

describe("the stamp of a line", () => {
  test.each(stamps)("is read from %s", (_, line, date, time, rest) => {
    const stamp = readStamp(line);
    expect(stamp).toMatchObject({ date, rest, isSure: true });
    expect([stamp?.hour, stamp?.minute, stamp?.second]).toEqual(time);
  });

  test("is not sure of a word beside the time that it does not know", () => {
    expect(readStamp("4/5/23, 3:04 xyz - Ann: hi")).toMatchObject({ hour: 3, isSure: false });
  });

  test.each([
    "and this is the second line",
    "",
    "2 things: milk and bread",
    "[1] a footnote",
    "12:30 - lunch",
    "4/5 - call Ann: later",
    "Ann: 20/06/2019, 15:58 - hi",
    "20/06/2019, 25:58 - Ann: hi",
    "20/06/2019, 15:78 - Ann: hi",
  ])("is not found in %j", (line) => expect(readStamp(line)).toBeNull());

  test("is the same for ids with and without marks of direction", () => {
    expect(readStamp("\u200e[20.06.19, 15:58:47] Ann: hi")?.written).toBe("[20.06.19, 15:58:47]");
  });
});
