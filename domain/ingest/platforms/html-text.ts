/** Plain text of the HTML that some platforms send as the body of a message. */
import { convert } from "html-to-text";

const LOOKS_LIKE_HTML = /<\/?[a-z][^>]*>|&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i;

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
