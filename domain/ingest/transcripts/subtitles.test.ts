import { describe, expect, test } from "vitest";
import { type Cue, readCues } from "@/domain/ingest/transcripts/read-cues";
import { srt, webvtt } from "@/domain/ingest/transcripts/subtitles";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { detects, readTranscript, sampleBytes } from "@/domain/testing/read-transcript";

const vtt = (...cues: string[]) =>
  `WEBVTT\n\n${cues.map((text, at) => `00:0${at}.000 --> 00:0${at + 1}.000\n${text}\n`).join("\n")}`;
const said = async (text: string) =>
  (await readTranscript(webvtt, text)).messages.map(({ speaker, text: body }) => [speaker.name ?? null, body]);

describe("a WebVTT file", () => {
  test("joins what one voice says, and counts time from where the recording began", async () => {
    const { messages } = await readTranscript(
      webvtt,
      vtt("<v Ann>Hello</v>", "<v Ann>how are you?</v>", "<v.loud Ben Lee>Fine &amp; well", "<v Ann>Good</v>"),
      { startAt: new Date("2026-01-01T10:00:00Z") },
    );
    expect(messages.map(({ speaker, text, sentAt }) => [speaker.name, text, sentAt?.toISOString()])).toEqual([
      ["Ann", "Hello how are you?", "2026-01-01T10:00:00.000Z"],
      ["Ben Lee", "Fine & well", "2026-01-01T10:00:02.000Z"],
      ["Ann", "Good", "2026-01-01T10:00:03.000Z"],
    ]);
  });

  test.each<[string, string, [string | null, string][]]>([
    [
      "two voices in a cue",
      "<v Ann>Hi <v Ben>Ho",
      [
        ["Ann", "Hi"],
        ["Ben", "Ho"],
      ],
    ],
    [
      "words after a voice",
      "<v Ann>Hi</v> Ho",
      [
        ["Ann", "Hi"],
        [null, "Ho"],
      ],
    ],
    ["other tags and times", "<c.red><i>Hi</i></c> <00:00:01.000>there", [[null, "Hi there"]]],
    ["a sign that is no tag", "I <3 you, 1 < 2", [[null, "I <3 you, 1 < 2"]]],
    ["a tag without its end", "<v Ann", [[null, "<v Ann"]]],
    ["entities, once", "&lt;b&gt; &amp;lt; &#233; &am", [[null, "<b> &lt; é &am"]]],
  ])("reads %s", async (_, cue, expected) => expect(await said(vtt(cue))).toEqual(expected));

  test("takes names before colons where most cues have one", async () => {
    expect(await said(vtt("Ann: Hello", "Ben: Note: it is late", "and dark", "Ann: yes"))).toEqual([
      ["Ann", "Hello"],
      ["Ben", "Note: it is late and dark"],
      ["Ann", "yes"],
    ]);
    expect(await said(vtt("Remember: nothing", "said so", "by nobody"))).toEqual([
      [null, "Remember: nothing"],
      [null, "said so"],
      [null, "by nobody"],
    ]);
  });

  test("gives the same ids at every reading, with or without a start", async () => {
    const text = vtt("<v Ann>a", "b", "b");
    const first = await readTranscript(webvtt, text);
    const again = await readTranscript(webvtt, text, { startAt: new Date() });
    expect(again.messages.map(({ id }) => id)).toEqual(first.messages.map(({ id }) => id));
    expect(new Set(first.messages.map(({ id }) => id)).size).toBe(3);
    expect(Object.keys(again.conversations)).toEqual(Object.keys(first.conversations));
    expect(Object.keys((await readTranscript(webvtt, vtt("<v Ann>c"))).conversations)).not.toEqual(
      Object.keys(first.conversations),
    );
  });

  test("says what it could not use", async () => {
    const text = `${vtt("a")}\nNOTE private\nand more\n\n00:xx --> 00:02.000\nb\n\n00:05.000 --> 00:06.000\n<i></i>\n`;
    expect(await readTranscript(webvtt, text)).toMatchObject({
      messages: [{ text: "a" }],
      rejected: [9],
      skipped: { "lines of notes and styles": 3, "cues without text": 1 },
    });
  });

  test.each([
    ["WEBVTT", "no message"],
    ["WEBVTT\n\nNOTE a", "No message"],
    ["WEBVTTX\n\n00:00.000 --> 00:01.000\na", "WEBVTT"],
  ])("is refused: %j", async (text, reason) => {
    await expect(readTranscript(webvtt, text)).rejects.toThrow(new RegExp(reason, "i"));
  });
});

describe("an SRT file", () => {
  test("is read with its tags undone, also where an empty line stands inside a cue", async () => {
    const text =
      '1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<font color="#fff">Hi</font>\r\n\r\nstill here\r\n\r\n2\r\n00:00:03,5 --> 00:00:04,000\r\nbye';
    const { messages } = await readTranscript(srt, text, { startAt: new Date(0) });
    expect(messages.map(({ text: body, sentAt }) => [body, sentAt?.getTime()])).toEqual([
      ["Hi\nstill here", 1000],
      ["bye", 3500],
    ]);
  });

  test.each([
    ["1\n00:00:01,000 --> 00:00:02,000\na", true, false],
    ["\ufeff\n1\n00:00:01.000 --> 00:00:02.000\na", true, false],
    ["WEBVTT\n\n00:01.000 --> 00:02.000\na", false, true],
    ["\ufeffWEBVTT - title\n", false, true],
    ["1\n2\n3", false, false],
    ["", false, false],
  ])("is told from others: %j", async (text, isSrt, isVtt) => {
    expect([await detects(srt, text), await detects(webvtt, text)]).toEqual([isSrt, isVtt]);
  });
});

const withoutSamples = sampleBytes("plussub-srt-vtt/srt.srt") === null;

/** The cues of a sample as its expected result writes them. */
async function cuesOf(name: string): Promise<Omit<Cue, "line">[]> {
  const text = (sampleBytes(name) ?? Buffer.alloc(0)).toString("utf8").replace(/^\ufeff/u, "");
  const lines = text.split("\n").map((line, at) => ({ line: at + 1, text: line }));
  const cues: Omit<Cue, "line">[] = [];
  for await (const item of readCues(
    name.endsWith(".srt") ? lines : lines.slice(1),
    name.endsWith(".srt") ? "srt" : "vtt",
  ))
    if ("from" in item) cues.push({ from: item.from, id: item.id, text: item.text, to: item.to });
  return cues;
}

describe.skipIf(withoutSamples)("the samples of a subtitle parser (skipped without ../shared)", () => {
  test.each([
    ["srt.srt", ""],
    ["srtMultiWhitespaces.srt", ""],
    ["srtWithEmptyTextLines.srt", "WithEmptyTextLines"],
    ["srtWithMissingNewLineInLastLine.srt", ""],
    ["vtt.vtt", ""],
    ["vttDirectTimestamp.vtt", "WithoutId"],
    ["vttMultiWhitespaces.vtt", ""],
    ["vttWithEmptyTextLines.vtt", "WithEmptyTextLines"],
    ["vttWithInlineStyle.vtt", "WithoutId"],
    ["vttWithLegacyMetaHeader.vtt", ""],
    ["vttWithMissingNewLineInLastLine.vtt", ""],
    ["vttWithMixedIdentifier.vtt", "WithMixedId"],
    ["vttWithMixedIdentifierStyleAndNote.vtt", "WithMixedId"],
    ["vttWithMultilineNote.vtt", "WithoutId"],
    ["vttWithNote.vtt", "WithoutId"],
    ["vttWithRegion.vtt", ""],
    ["vttWithStyle.vtt", "WithoutId"],
    ["vttWithoutIdentifier.vtt", "WithoutId"],
  ])("%s has the cues that are expected", async (name, expected) => {
    const { entries } = JSON.parse(String(sampleBytes(`plussub-srt-vtt/expected-result${expected}.json`)));
    expect(await cuesOf(`plussub-srt-vtt/${name}`)).toEqual(entries);
    const format = name.endsWith(".srt") ? srt : webvtt;
    expect(await detects(format, sampleBytes(`plussub-srt-vtt/${name}`) ?? "")).toBe(true);
    const read = await readTranscript(format, sampleBytes(`plussub-srt-vtt/${name}`) ?? "");
    expect(read.messages).toHaveLength(3);
  });
});

describe.skipIf(withoutSamples)("the samples of a browser's parser (skipped without ../shared)", () => {
  test.each([
    ["cuetext-voice-no-end-gt", [[null, "<v It's a blue apple tree!"]]],
    ["cuetext-voice-not-closed", [[null, "It's a blue apple tree!"]]],
    ["cuetext-voice-with-annotation", [["Mary", "No way!"]]],
    [
      "cuetext-voice-with-closing-span",
      [
        ["Joe", "Hee!"],
        [null, "Hee!"],
      ],
    ],
    ["cuetext-voice-with-subclass", [["Joe", "That's awesome!"]]],
    [
      "file-layout-many-comments",
      [
        [null, "Never drink liquid nitrogen."],
        [null, "- It will perforate your stomach.\n- You could die."],
      ],
    ],
    ["integration-cue-content", [["Neil deGrasse Tyson", "Laughs &am& other  stuff > &l<&rl\u200f\u200e\nOh my! >"]]],
  ])("%s has the words and voices that are expected", async (name, expected) => {
    const { cues } = JSON.parse(String(sampleBytes(`vttjs/${name}.expected.json`)));
    const read = (await cuesOf(`vttjs/${name}.vtt`)).map(({ from, to, id, text }) => [
      from / 1000,
      to / 1000,
      id,
      text,
    ]);
    expect(read).toEqual(cues.map((cue: Record<string, unknown>) => [cue.startTime, cue.endTime, cue.id, cue.text]));
    expect(await said(String(sampleBytes(`vttjs/${name}.vtt`)))).toEqual(expected);
  });

  test("integration-id has one cue more than the standard lets live: its words are kept, the line is reported", async () => {
    const { cues } = JSON.parse(String(sampleBytes("vttjs/integration-id.expected.json")));
    expect(cues).toHaveLength(4);
    const { messages, rejected } = await readTranscript(webvtt, sampleBytes("vttjs/integration-id.vtt") ?? "");
    expect(messages.map(({ text }) => text)).toEqual(["This", "Is", "A", "Test", "And stuff?"]);
    expect(rejected).toEqual([15]);
  });

  test("integration-arrows has a cue without words", async () => {
    const { cues } = JSON.parse(String(sampleBytes("vttjs/integration-arrows.expected.json")));
    const read = await cuesOf("vttjs/integration-arrows.vtt");
    expect(read.map(({ id, text }) => [id, text])).toEqual(
      cues.map((cue: Record<string, unknown>) => [cue.id, cue.text]),
    );
    await expect(readTranscript(webvtt, sampleBytes("vttjs/integration-arrows.vtt") ?? "")).rejects.toThrow(
      TranscriptRefused,
    );
  });

  test("what is no WebVTT is refused, and a byte order mark is none of its text", async () => {
    for (const name of ["blank-file", "bom-garbage-data", "garbage-signature"])
      await expect(readTranscript(webvtt, sampleBytes(`vttjs/file-layout-${name}.vtt`) ?? "")).rejects.toThrow(
        TranscriptRefused,
      );
    expect(await said(String(sampleBytes("vttjs/file-layout-webvtt-with-bom.vtt")))).toEqual([[null, "text"]]);
  });
});
