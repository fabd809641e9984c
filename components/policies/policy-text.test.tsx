import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { PolicyText } from "@/components/policies/policy-text";

const shown = (markdown: string) => renderToStaticMarkup(<PolicyText markdown={markdown} />);

/** What a page could run, fetch or send, in any spelling that browsers take. */
const HOSTILE = [
  "[a](javascript:alert(1))",
  "[a](JaVaScRiPt:alert(1))",
  "[a](java\tscript:alert(1))",
  "[a](&#106;avascript:alert(1))",
  "[a](\u0001javascript:alert(1))",
  "[a](vbscript:x)",
  "[a](data:text/html;base64,PHNjcmlwdD4=)",
  "[a](file:///etc/passwd)",
  "[a](//elsewhere.example/x)",
  "[a](/api/v1/users)",
  "<javascript:alert(1)>",
  "[a][b]\n\n[b]: javascript:alert(1)",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<iframe src='https://elsewhere.example'></iframe>",
  "<svg onload=alert(1)>",
  "<a href='javascript:alert(1)'>a</a>",
  "<style>*{display:none}</style>",
  "<form action='https://elsewhere.example'><input name=q></form>",
  "![a](https://elsewhere.example/pixel.png)",
  "![a](javascript:alert(1))",
  "![a][b]\n\n[b]: https://elsewhere.example/pixel.png",
  "[![a](https://elsewhere.example/p.png)](javascript:alert(1))",
  "[^a]\n\n[^a]: [b](javascript:alert(1))",
];

describe("a policy that somebody wrote", () => {
  it.each(HOSTILE)("makes nothing that runs, fetches or leads away unseen of %j", (markdown) => {
    const html = shown(markdown);
    expect(html).not.toMatch(/<(?:script|img|iframe|style|form|object|embed|base|meta|link)\b/i);
    // Attributes of our own elements; what was written stands escaped in the text.
    const attributes = [...html.matchAll(/<\w+\s([^>]*)>/g)].map(([, all]) => all).join(" ");
    expect(attributes).not.toMatch(/javascript|vbscript|data:|file:|\bon\w+=|\ssrc=|srcset|action=/i);
    expect(attributes).not.toMatch(/href="(?:\/|(?!https?:|mailto:|tel:|#))/);
  });

  it("shows HTML as the text that it is, so that nobody wonders what is missing", () => {
    expect(shown("Before <b>bold</b> after")).toContain("&lt;b&gt;bold&lt;/b&gt;");
  });

  it("keeps what guidance needs: headings below the page's own, lists, tables, links that say they leave", () => {
    const html = shown(
      "# First\n\n- one\n- [x] two\n\n| a | b |\n|---|---|\n| c | d |\n\n[A page](https://example.org/x) and [call](tel:+1555)",
    );
    expect(html).not.toMatch(/<h[12]/);
    expect(html).toMatch(/<h3[^>]*>First<\/h3>/);
    expect(html).toMatch(/<td[^>]*>d<\/td>/);
    expect(html).toMatch(/<a href="https:\/\/example.org\/x" target="_blank" rel="noopener noreferrer nofollow"/);
    expect(html).toContain('href="tel:+1555"');
    expect(html).not.toContain("<input");
  });

  it("gives two texts on one page footnotes of their own", () => {
    const two = renderToStaticMarkup(
      <>
        <PolicyText markdown={"a[^1]\n\n[^1]: b"} />
        <PolicyText markdown={"a[^1]\n\n[^1]: b"} />
      </>,
    );
    const ids = [...two.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ["brackets", "[".repeat(100_000)],
    ["pairs of brackets", "[".repeat(50_000) + "]".repeat(50_000)],
    ["links inside links", "[a](".repeat(25_000)],
    ["quotes inside quotes", ">".repeat(99_999)],
    ["lists inside lists", "- ".repeat(50_000)],
    ["strikes", "~a".repeat(50_000)],
    ["footnotes inside footnotes", "[^a]: ".repeat(16_000)],
    ["too much", "word ".repeat(40_000)],
  ])("shows %s without end plain, in no time", (_, markdown) => {
    const html = shown(markdown);
    expect(html).toContain("whitespace-pre-wrap");
    expect(html).not.toMatch(/<(?:blockquote|li|del|a)\b/);
  });
});
