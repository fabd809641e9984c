/** Plain text of the HTML that some platforms send as the body of a message. */
import { convert, type HtmlToTextOptions } from "html-to-text";

/** Only tags that HTML has: words that someone put between angle brackets are words. */
const TAGS =
  "html|head|body|style|script|p|br|hr|div|span|a|b|i|u|s|em|strong|small|font|img|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|t[dh]|blockquote|pre|code";
const LOOKS_LIKE_HTML = new RegExp(`</?(?:${TAGS})(?:\\s[^<>]*)?/?>|&(?:#\\d+|#x[\\da-f]+|[a-z]+\\d*);`, "i");

/** No message has more; what has would keep the parser busy for minutes. */
const MOST_TAGS = 20_000;

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  // Nothing may be left out, however long: the size of a delivery is limited already.
  limits: { maxInputLength: undefined },
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "inlineImage" },
    { selector: "p", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: "ul", options: { itemPrefix: "- " } },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
  formatters: {
    inlineImage: (element, _walk, builder) => {
      const words = element.attribs?.alt?.trim();
      builder.addInline(words ? `[image: ${words}]` : "[image]");
    },
  },
};

/**
 * The words of `html` as a person reads them: paragraphs stay apart, entities are undone, a link keeps its words only,
 * an image becomes "[image]". Text without markup comes back as it is, with its lines.
 */
export function htmlToPlainText(html: string): string {
  if (!LOOKS_LIKE_HTML.test(html)) return html.trim();
  if (html.split("<", MOST_TAGS).length >= MOST_TAGS) return withoutTags(html);
  try {
    return convert(html, OPTIONS).trim();
  } catch {
    // Tags within tags, deeper than the stack.
    return withoutTags(html);
  }
}

/** The words without the care for how they stand. */
function withoutTags(html: string): string {
  return html.replace(/<[^<>]*>/g, " ").trim();
}
