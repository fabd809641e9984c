import { describe, expect, test } from "vitest";
import { htmlToPlainText } from "@/domain/ingest/platforms/html-text";

describe("htmlToPlainText", () => {
  test.each([
    ["a paragraph", "<p>I cannot sleep.</p>", "I cannot sleep."],
    ["two paragraphs", "<p>One</p><p>Two</p>", "One\nTwo"],
    ["line breaks", "One<br>Two<br/>Three", "One\nTwo\nThree"],
    ["entities", "<p>Tom &amp; Ana &lt;3 &#128075;</p>", "Tom & Ana <3 👋"],
    ["entities without tags", "Tom &amp; Ana", "Tom & Ana"],
    ["a link without its address", '<p>See <a href="https://example.test/a?b=1">this page</a>.</p>', "See this page."],
    ["a bare address once", '<a href="https://example.test">https://example.test</a>', "https://example.test"],
    ["an image", '<p>Look</p><img src="https://example.test/1.png">', "Look\n[image]"],
    ["an image with words", '<img src="x" alt="a lake">', "[image: a lake]"],
    ["a list", "<ul><li>one</li><li>two</li></ul>", "- one\n- two"],
    ["a heading as it is written", "<h1>Hello</h1>", "Hello"],
    ["text with signs but no markup", "2 < 3 and 5 > 4\n  and a line", "2 < 3 and 5 > 4\n  and a line"],
    ["words between angle brackets", "<everything hurts> and <3", "<everything hurts> and <3"],
    ["scripts and styles left out", "<style>p{}</style><p>Hi</p><script>alert(1)</script>", "Hi"],
    ["broken markup", "<p>Hi <b>there", "Hi there"],
    ["nothing", "<p> </p>", ""],
  ])("reads %s", (_name, html, text) => {
    expect(htmlToPlainText(html)).toBe(text);
  });

  test.each([
    ["nested without end", "<b>".repeat(300_000)],
    ["nested deeper than the stack", "<b>".repeat(15_000)],
    ["never closed", "<p ".repeat(300_000)],
    ["all brackets", `<p>${"<".repeat(900_000)}`],
    ["all entities", "&amp".repeat(200_000)],
  ])("keeps the words of markup that is %s, in time", (_name, html) => {
    expect(htmlToPlainText(`${html}<br>I am awake`)).toContain("I am awake");
  });
});
