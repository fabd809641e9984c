import { describe, expect, test } from "vitest";
import { csv } from "@/domain/ingest/transcripts/csv";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { takeSample } from "@/domain/ingest/transcripts/take-sample";
import type { Columns, ReadOptions, TranscriptItem } from "@/domain/ingest/transcripts/transcript-format";
import { hasSamples, readWith, sample } from "@/domain/testing/transcript-files";

const detects = async (content: string | Uint8Array) => csv.detect(await takeSample(memoryFile("a", content)));
const rows = (...lines: string[]) => lines.join("\n");
const shown = (read: Awaited<ReturnType<typeof readWith>>) =>
  read.messages.map(({ role, speaker, text }) => [role, speaker.name ?? speaker.id, text]);
const isSkipOrWarning = ({ kind }: TranscriptItem) => kind !== "inferred";

describe("csv", () => {
  const full = rows(
    "Conversation_ID,Speaker,Role,Timestamp,Message ID,Text",
    'c1,Mira,user,2024-03-05T10:00:00Z,m1,"Hello, I am ""here"""',
    "c2,Ben,agent,2024-03-05 10:01,m2,good evening",
    'c1,bot,,1709632920,m3,"two\r\nlines"',
  );

  test("reads every column by its name", async () => {
    expect(await detects(full)).toBe(true);
    const { conversations, others } = await readWith(csv, full, { timezone: "Asia/Tokyo" });
    const [first, second] = [conversations.get("c1") ?? [], conversations.get("c2") ?? []];
    expect(first.map(({ id, role, text, sentAt, line }) => [id, role, text, sentAt?.toISOString(), line])).toEqual([
      ["m1", "user", 'Hello, I am "here"', "2024-03-05T10:00:00.000Z", 2],
      ["m3", "assistant", "two\r\nlines", "2024-03-05T10:02:00.000Z", 5],
    ]);
    expect(second[0]).toMatchObject({
      role: "agent",
      speaker: { name: "Ben" },
      sentAt: new Date("2024-03-05T01:01:00Z"),
    });
    expect(others[0]).toMatchObject({
      kind: "inferred",
      sure: true,
      columns: { text: "Text", conversation: "Conversation_ID" },
    });
    expect(others.filter(isSkipOrWarning)).toEqual([]);
  });

  test.each<[string, string]>([
    ["semicolons", "session;from;body\ns;user;a, b\ns;bot;c"],
    ["tabs", "session\tfrom\tbody\ns\tuser\ta, b\ns\tbot\tc"],
    ["bars", "session|from|body\ns|user|a, b\ns|bot|c"],
    ["what a sep= line says", "sep=;\r\nsession;from;body\r\ns;user;a, b\r\ns;bot;c\r\n"],
    ["a byte order mark and old line ends", '\ufeffsession,from,body\rs,user,"a, b"\rs,bot,c\r'],
    ["mixed line ends and empty lines", 'session,from,body\r\n\r\ns,user,"a, b"\n\ns,bot,c'],
  ])("reads %s", async (_, content) => {
    expect(await detects(content)).toBe(true);
    const read = await readWith(csv, content);
    expect(shown(read)).toEqual([
      ["user", "user", "a, b"],
      ["assistant", "bot", "c"],
    ]);
    expect(read.others.filter(isSkipOrWarning)).toEqual([]);
  });

  test("reads UTF-16, and warns of an encoding it had to guess", async () => {
    const text = rows("thread,author,message", "t,Zoë,où", "t,Zoë,là");
    expect(shown(await readWith(csv, Buffer.from(`\ufeff${text}`, "utf16le")))[0]).toEqual(["user", "Zoë", "où"]);
    const guessed = await readWith(csv, Buffer.from(text, "latin1"));
    expect(shown(guessed)[0]).toEqual(["user", "Zoë", "où"]);
    expect(guessed.others).toContainEqual({ kind: "warning", text: expect.stringContaining("not in UTF-8") });
  });

  test("takes the columns it is told", async () => {
    const content = rows("a,b,c,d", "x,hello,1,7");
    const columns: Columns = { text: "b", conversation: "a", messageId: "D" };
    const { conversations } = await readWith(csv, content, { columns });
    expect(conversations.get("x")?.[0]).toMatchObject({ id: "7", text: "hello" });
    await expect(readWith(csv, content, { columns: { text: "zz" } })).rejects.toThrow(/no column .* text/);
  });

  test("asks for the columns when none can be told to be the text, after saying which there are", async () => {
    const items: TranscriptItem[] = [];
    const read = (async () => {
      for await (const item of csv.read(memoryFile("a", "a,b\n1,2\n"), {})) items.push(item);
    })();
    await expect(read).rejects.toThrow(/which column holds the text/);
    expect(items).toEqual([{ kind: "inferred", columns: undefined, header: ["a", "b"], sure: false }]);
  });

  test("is not sure where two columns could be the text", async () => {
    const { others } = await readWith(csv, rows("id,message,body", "1,a,b"));
    expect(others[0]).toMatchObject({ columns: { text: "message" }, sure: false });
  });

  test.each<[string, string[], ReadOptions, string[], object | undefined]>([
    [
      "day first",
      ["13/02/2024 08:05", "01/03/2024 9:05 PM"],
      {},
      ["2024-02-13T08:05", "2024-03-01T21:05"],
      { dateOrder: "dmy", sure: true },
    ],
    [
      "month first",
      ["2/13/24, 8:05:06 AM", "3/1/24, 12:05 am"],
      {},
      ["2024-02-13T08:05", "2024-03-01T00:05"],
      { dateOrder: "mdy", sure: true },
    ],
    [
      "an order that is told",
      ["01/02/2024", "03/04/2024"],
      { dateOrder: "mdy" },
      ["2024-01-02T00:00", "2024-03-04T00:00"],
      undefined,
    ],
    ["days of a spreadsheet", ["45356.5", "45357"], {}, ["2024-03-05T12:00", "2024-03-06T00:00"], undefined],
    [
      "words",
      ["Tue, 05 Mar 2024 10:00:00 +0100", "March 6, 2024 1:02pm"],
      {},
      ["2024-03-05T09:00", "2024-03-06T13:02"],
      undefined,
    ],
    ["milliseconds", ["1709632920123", "1709632920"], {}, ["2024-03-05T10:02", "2024-03-05T10:02"], undefined],
  ])("reads times with %s", async (_, times, options, expected, verdict) => {
    const content = rows("chat_id\tsender\tdate\ttext", ...times.map((time, at) => `c\tuser\t${time}\tm${at}`));
    const { messages, others } = await readWith(csv, content, options);
    expect(messages.map(({ sentAt }) => sentAt?.toISOString().slice(0, 16))).toEqual(expected);
    expect(others.filter((item) => item.kind === "inferred")[1]).toEqual(verdict && { kind: "inferred", ...verdict });
  });

  test("says what is wrong with single rows, and reads the others", async () => {
    const content = rows(
      "ticket_id,author,date,text",
      "t1,user,soon,first",
      't1,user,,6" tall',
      "t1,user,,too,many",
      "t1,user",
      ",user,,nowhere",
      "t1,user,, ",
      "t1,user,,last",
    );
    const { messages, others } = await readWith(csv, content);
    expect(messages.map(({ text, line }) => [text, line])).toEqual([
      ["first", 2],
      ["last", 8],
    ]);
    expect(
      others.filter(({ kind }) => kind === "rejected").map((item) => item.kind === "rejected" && item.line),
    ).toEqual([3, 4, 5, 6]);
    expect(others.filter(({ kind }) => kind === "skipped" || kind === "warning")).toEqual([
      { kind: "skipped", what: "messages without text", count: 1 },
      { kind: "warning", text: "1 times could not be read, and are left out." },
    ]);
  });

  test("refuses a quotation mark that swallows the rest", async () => {
    await expect(readWith(csv, rows("thread,text", "t,one", 't,"two', "t,three"))).rejects.toThrow(/from line 3 on/);
  });

  test("warns of ids that a spreadsheet has cut, and does not use them for messages", async () => {
    const content = rows("channel_id,message_id,text", "7.73264E+18,1.1E+17,a", "7.73264E+18,1.1E+17,b");
    const { messages, others } = await readWith(csv, content);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(2);
    expect(others.at(-1)).toEqual({ kind: "warning", text: expect.stringContaining("ids of 2 rows") });
  });

  test("loses no words where rows share an id, and takes the same row twice for one message", async () => {
    const lines = ["t1,7,first", "t1,7,second", "t2,7,second", "t1,7,first", "t1,7,second", "t1,8,first"];
    const content = rows("thread,message_id,text", ...lines);
    const { conversations, others } = await readWith(csv, content);
    const [one = [], two = []] = ["t1", "t2"].map((id) => conversations.get(id)?.map((message) => message.id));
    const [first, second] = one;
    expect(first).toBe("7");
    expect(second).toMatch(/^7\../);
    expect(one).toEqual([first, second, first, second, "8"]);
    expect(two).toEqual(["7"]);
    expect(others.at(-1)).toEqual({ kind: "warning", text: expect.stringMatching(/^2 rows have the id/) });
    expect((await readWith(csv, content)).conversations).toEqual(conversations);
  });

  test("takes a file without a conversation column as one conversation, the same at every reading", async () => {
    const content = rows("from,message", "user,hi", "user,hi");
    const [one, two] = [await readWith(csv, content), await readWith(csv, content)];
    expect(one.conversations).toEqual(two.conversations);
    expect([one.conversations.size, new Set(one.messages.map(({ id }) => id)).size]).toEqual([1, 2]);
    expect(one.others.at(-1)).toEqual({ kind: "warning", text: expect.stringContaining("one conversation") });
  });

  test.each<[string, string]>([
    ["prose", "Hello, I am here\nand so, are you\n"],
    ["a list of words", "one\ntwo\nthree\n"],
    ["JSON", '{"a":1,"text":2}\n{"a":1,"text":2}'],
    ["HTML", "<a,b>\n<c,d>"],
    ["nothing", ""],
  ])("does not take %s for a table", async (_, content) => {
    expect(await detects(content)).toBe(false);
  });

  test.each<[string, string]>([
    ["an empty file", ""],
    ["a header alone", "thread,text\n"],
  ])("refuses %s", async (_, content) => {
    await expect(readWith(csv, content)).rejects.toThrow(/No message was found|which column/);
  });

  const spectrum: [name: string, text: string, texts: string[] | RegExp][] = [
    ["comma_in_quotes", "address", ["120 any st."]],
    ["empty", "b", ["3"]],
    ["empty_crlf", "b", ["3"]],
    ["escaped_quotes", "b", ['ha "ha" ha', "4"]],
    ["json", "val", ['{"type": "Point", "coordinates": [102.0, 0.5]}']],
    ["location_coordinates", "Cities", /1 record could not be used/],
    ["newlines", "a", ["1", "Once upon \na time", "7"]],
    ["newlines_crlf", "a", ["1", "Once upon \r\na time", "7"]],
    ["quotes_and_newlines", "b", ['ha \n"ha" \nha', "4"]],
    ["simple", "c", ["3"]],
    ["simple_crlf", "c", ["3"]],
    ["utf8", "c", ["3", "ʤ"]],
  ];
  test.skipIf(!hasSamples).each(spectrum)(
    "reads csv-spectrum's %s (skipped: there is no ../shared/samples)",
    async (name, text, expected) => {
      const bytes = sample(`csv-spectrum/csvs/${name}.csv`);
      // The one row of location_coordinates is broken, so that nothing shows it for a table.
      expect(await detects(bytes)).toBe(name !== "location_coordinates");
      // None has a column that is called as texts are.
      await expect(readWith(csv, bytes)).rejects.toThrow(/which column holds the text/);
      const told = readWith(csv, bytes, { columns: { text } });
      if (expected instanceof RegExp) await expect(told).rejects.toThrow(expected);
      else expect((await told).messages.map((message) => message.text)).toEqual(expected);
    },
  );
});
