/** Plain text of the HTML that some platforms send as the body of a message. */
import { convert } from "html-to-text";

/** Only tags that HTML has: words that someone put between angle brackets are words. */
const TAGS =
  "html|head|body|style|script|p|br|hr|div|span|a|b|i|u|s|em|strong|small|font|img|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|t[dh]|blockquote|pre|code";
const LOOKS_LIKE_HTML = new RegExp(`</?(?:${TAGS})(?:\\s[^>]*)?/?>|&(?:#\\d+|#x[\\da-f]+|[a-z]+\\d*);`, "i");

/**
 * The words of `html` as a person reads them: paragraphs stay apart, entities are undone, a link keeps its words only,
 * an image becomes "[image]". Text without markup comes back as it is, with its blanks and lines.
 */
export function htmlToPlainText(html: string): string {
  if (!LOOKS_LIKE_HTML.test(html)) return html.trim();
  return convert(html, {
    wordwrap: false,
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
  }).trim();
}
