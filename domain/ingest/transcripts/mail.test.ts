import { describe, expect, test } from "vitest";
import { eml, mbox } from "@/domain/ingest/transcripts/mail";
import { withoutQuotedEnd } from "@/domain/ingest/transcripts/mail-text";
import { memoryFile } from "@/domain/ingest/transcripts/memory-file";
import { readMails } from "@/domain/ingest/transcripts/read-mails";
import { TranscriptRefused } from "@/domain/ingest/transcripts/transcript-format";
import { detects, readTranscript } from "@/domain/testing/read-transcript";

const mail = (headers: Record<string, string>, body: string) =>
  `${Object.entries({ From: "Ann Lee <Ann@example.org>", Date: "Thu, 4 May 2023 12:00:00 +0200", ...headers })
    .map(([name, value]) => `${name}: ${value}`)
    .join("\r\n")}\r\n\r\n${body}`;
const first = mail({ "Message-ID": "<1@example.org>", Subject: "I need to talk" }, "Hello\r\nare you there?\r\n");

describe("a mail", () => {
  test("is read with its sender, subject, time and id", async () => {
    const { conversations, items } = await readTranscript(eml, first);
    expect(conversations).toEqual({
      "1@example.org": [
        {
          id: "1@example.org",
          role: "user",
          speaker: { id: "ann@example.org", name: "Ann Lee" },
          text: "I need to talk\nHello\nare you there?",
          sentAt: new Date("2023-05-04T10:00:00Z"),
          sequence: 1n,
          line: 1,
        },
      ],
    });
    expect(items[0]).toMatchObject({ conversation: { title: "I need to talk" } });
  });

  test.each<[string, string, object]>([
    [
      "HTML alone",
      mail({ "Content-Type": "text/html; charset=utf-8", Subject: "s" }, "<p>Hi &amp; ho</p><p>there</p>"),
      { text: "s\nHi & ho\nthere" },
    ],
    [
      "coded words and bodies",
      mail(
        {
          "Content-Type": "text/plain; charset=iso-8859-1",
          "Content-Transfer-Encoding": "quoted-printable",
          Subject: "=?utf-8?B?w6dh?=",
        },
        "d=E9j=E0",
      ),
      { text: "ça\ndéjà" },
    ],
    ["an old zone", mail({ Date: "4 May 2023 12:00:00 EST" }, "a"), { sentAt: new Date("2023-05-04T17:00:00Z") }],
    [
      "a time without zone",
      mail({ Date: "Thu, 4 May 2023 12:00:00" }, "a"),
      { sentAt: new Date("2023-05-04T10:00:00Z") },
    ],
    ["a date that is none", mail({ Date: "yesterday" }, "a"), { sentAt: undefined, text: "a" }],
    ["a machine", mail({ "Auto-Submitted": "auto-replied" }, "I am away"), { role: "assistant" }],
    ["no sender", "Date: Thu, 4 May 2023 12:00:00 +0200\r\n\r\na", { speaker: { id: "unknown" } }],
    [
      "attachments",
      mail(
        { "Content-Type": 'multipart/mixed; boundary="b"' },
        '--b\r\nContent-Type: text/plain\r\n\r\nsee\r\n--b\r\nContent-Type: application/pdf; name="plan.pdf"\r\nContent-Disposition: attachment; filename="plan.pdf"\r\n\r\nx\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename="a.png"\r\n\r\nx\r\n--b--\r\n',
      ),
      { text: "see\n[file: plan.pdf]\n[image]" },
    ],
  ])("is read from %s", async (_, content, expected) => {
    const { messages } = await readTranscript(eml, content, { timezone: "Europe/Berlin" });
    expect(messages).toMatchObject([expected]);
  });

  test.each([
    [first, true, false],
    ["From: Ann\nBen: hi\n", false, false],
    ["Ann: hi\nBen: ho", false, false],
    [`From ann@example.org Thu May  4 12:00:00 2023\r\n${first}`, false, true],
    ["From here on 10:30 it was quiet\nand dark", false, false],
    ["", false, false],
  ])("is told from others: %j", async (text, isMail, isMailbox) => {
    expect([await detects(eml, text), await detects(mbox, text)]).toEqual([isMail, isMailbox]);
  });

  test("is refused when there is nothing to read", async () => {
    await expect(readTranscript(eml, mail({}, ""))).rejects.toThrow(TranscriptRefused);
    await expect(readTranscript(eml, "")).rejects.toThrow(TranscriptRefused);
  });
});

const SEPARATOR = "From ann@example.org Thu May  4 12:00:00 2023\n";
const box = (...mails: string[]) => mails.map((each) => `${SEPARATOR}${each.replaceAll("\r\n", "\n")}\n`).join("\n");

describe("a mailbox", () => {
  test("puts answers with what they answer, without the quoted end", async () => {
    const { conversations, skipped } = await readTranscript(
      mbox,
      box(
        first,
        mail({ "Message-ID": "<9@example.org>", Subject: "Other" }, "apart"),
        mail(
          {
            From: "Ben <ben@example.org>",
            "Message-ID": "<2@example.org>",
            "In-Reply-To": "<1@example.org>",
            Subject: "Re: I need to talk",
          },
          "Yes.\n\nOn Thu, 4 May 2023, Ann Lee wrote:\n> Hello\n> are you there?\n",
        ),
        mail({ "Message-ID": "<3@example.org>", References: "<2@example.org>", Subject: "AW: I need to talk" }, "Good"),
        first,
      ),
    );
    expect(
      Object.fromEntries(Object.entries(conversations).map(([id, all]) => [id, all.map(({ text }) => text)])),
    ).toEqual({
      "1@example.org": ["I need to talk\nHello\nare you there?", "Yes.", "Good"],
      "9@example.org": ["Other\napart"],
    });
    expect(skipped).toEqual({ "copies of mails": 1, "quotations of earlier mails at the end of a mail": 1 });
  });

  test("gives back lines that begin with From, and keeps those that are no beginning", async () => {
    const { messages } = await readTranscript(
      mbox,
      box(mail({}, "a\n\n>From me\n>>From you\n\nFrom here on it is quiet\nFrom 10:30 on too")),
    );
    expect(messages.map(({ text }) => text)).toEqual([
      "a\n\nFrom me\n>From you\n\nFrom here on it is quiet\nFrom 10:30 on too",
    ]);
  });

  test.each([1, 7, 65_536])("is cut alike in pieces of %i bytes, past a mail that is too large", async (pieceBytes) => {
    const content = box(mail({}, "a"), mail({}, "x".repeat(2_000)), mail({}, "c"));
    const cut = [];
    for await (const each of readMails(memoryFile("box", content, pieceBytes), 500))
      cut.push(
        "bytes" in each ? [each.line, Buffer.from(each.bytes).toString().includes("Date:")] : [each.line, "too long"],
      );
    expect(cut).toEqual([
      [1, true],
      [7, "too long"],
      [13, true],
    ]);
  });

  test("rejects what has no header, by its line", async () => {
    const { messages, rejected } = await readTranscript(mbox, `${SEPARATOR}\n\n${box(first)}`);
    expect([messages.length, rejected]).toEqual([1, [1]]);
  });
});

describe("the quoted end of a mail", () => {
  test.each<[string, string, string, boolean]>([
    ["with a line before it", "Yes\n\nOn 4 May 2023 at 12:00, Ann wrote:\n> a\n>\n> b\n", "Yes", true],
    [
      "in German, over two lines",
      "Ja\n\nAm Do., 4. Mai 2023 um 12:00 Uhr schrieb Ann Lee <\nann@example.org>:\n\n> a",
      "Ja",
      true,
    ],
    ["without a line before it", "Yes\n> a\n> b", "Yes", true],
    ["of Outlook", "Yes\n\n-----Original Message-----\nFrom: Ann\nold words", "Yes", true],
    [
      "of a newer Outlook",
      "Yes\n\nFrom: Ann <ann@example.org>\nSent: Thursday\nTo: Ben\nSubject: Talk\n\nold words",
      "Yes",
      true,
    ],
    ["between lines of one's own", "> a\nYes\n> b\nNo", "> a\nYes\n> b\nNo", false],
    ["that is all there is", "> a\n> b", "> a\n> b", false],
    ["that is none", "It is 10:30:\nFrom: me with love", "It is 10:30:\nFrom: me with love", false],
    [
      "before a forwarded mail",
      "See\n\n---------- Forwarded message ---------\nFrom: Ann\nwords",
      "See\n\n---------- Forwarded message ---------\nFrom: Ann\nwords",
      false,
    ],
  ])("%s", (_, text, kept, hadQuote) => expect(withoutQuotedEnd(text)).toEqual({ text: kept, hadQuote }));
});
