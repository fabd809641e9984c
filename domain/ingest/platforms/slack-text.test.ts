import { describe, expect, test } from "vitest";
import { slackContent, slackMessageText, slackSequence, slackText } from "@/domain/ingest/platforms/slack-text";

const names: Record<string, string> = { U1: "Imke Vos", C1: "general", S1: "night-team" };
const nameOf = (id: string) => names[id];

describe("slackText", () => {
  test.each([
    ["plain words", "Can't sleep, *again* :disappointed:", "Can't sleep, *again* :disappointed:"],
    ["entities", "a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"],
    ["entities once only", "&amp;lt;", "&lt;"],
    ["a mention that was typed and is none", "&lt;@U1&gt;", "<@U1>"],
    ["a known person", "<@U1> are you there?", "@Imke Vos are you there?"],
    ["an unknown person", "<@U9>", "@U9"],
    ["an unknown person with a name", "<@U9|rosa>", "@rosa"],
    ["a channel", "see <#C1|old-name> and <#C9|quiet> and <#C8>", "see #general and #quiet and #C8"],
    ["everyone", "<!here> <!channel> <!everyone>", "@here @channel @everyone"],
    ["a group", "<!subteam^S1> <!subteam^S2|@day-team>", "@night-team @day-team"],
    ["a date", "<!date^1795228496^{date_short}|21 Nov 2026>", "21 Nov 2026"],
    ["an address", "<https://example.test/a?b=1&amp;c=2>", "https://example.test/a?b=1&c=2"],
    ["an address with words", "<https://example.test/|this page>", "this page (https://example.test/)"],
    ["an address that is its own words", "<https://example.test/|example.test>", "example.test"],
    ["a mail address", "<mailto:a@example.test|a@example.test>", "a@example.test"],
    ["empty brackets", "<>", "<>"],
  ])("undoes %s", (_name, mrkdwn, text) => {
    expect(slackText(mrkdwn, nameOf)).toBe(text);
  });
});

describe("slackMessageText", () => {
  test.each([
    ["text", { text: "Hi <@U1>" }, "Hi @Imke Vos"],
    [
      "files under the text",
      { text: "Look", files: [{ mimetype: "image/png", title: "the lake" }, { name: "notes.pdf" }, null] },
      "Look\n[image: the lake]\n[file: notes.pdf]\n[file]",
    ],
    ["a file alone", { text: "", files: [{ mimetype: "audio/mp4" }] }, "[audio]"],
    [
      "what was shared, where there is no text",
      {
        text: "",
        attachments: [{ pretext: "From Rosa", text: "I am &lt;fine&gt;", fallback: "no" }, { fallback: "x" }],
      },
      "From Rosa\nI am <fine>\nx",
    ],
    [
      "the text and not the preview of its link",
      { text: "<https://e.test>", attachments: [{ text: "A page" }] },
      "https://e.test",
    ],
    [
      "blocks, where there is nothing else",
      {
        blocks: [
          { type: "section", text: { type: "mrkdwn", text: "How are <@U1>?" } },
          {
            type: "rich_text",
            elements: [
              {
                type: "rich_text_section",
                elements: [
                  { type: "text", text: "Not " },
                  { type: "text", text: "well" },
                ],
              },
              { type: "rich_text_section", elements: [{ type: "text", text: "today" }] },
            ],
          },
          { type: "divider" },
        ],
      },
      "How are @Imke Vos?\nNot well\ntoday",
    ],
    ["nothing", { text: " ", blocks: "?", files: "?" }, ""],
  ])("reads %s", (_name, message, text) => {
    expect(slackMessageText(slackContent.parse(message), nameOf)).toBe(text);
  });
});

test("orders messages by their time to the microsecond", () => {
  expect(slackSequence("1795228496.000123")).toBe(1795228496000123n);
  expect(slackSequence("1795228496")).toBeUndefined();
});
