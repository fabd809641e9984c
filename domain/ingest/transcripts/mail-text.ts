/** The part of a mail that its writer added: what it quotes of earlier mails at its end is taken off. Pure. */

/** The lines with which mail programs announce the mail that is answered, and after which nothing new follows. */
const ORIGINAL =
  /^\s*-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale|Mensagem original|Oorspronkelijk bericht)\s*-{2,}\s*$/iu;
const HEADER_FROM = /^\s*\*?(?:From|Von|De|Da|Van)\s*:\*?\s+\S/u;
const HEADER_SENT = /^\s*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Date|Enviado|Fecha|Data|Inviato|Verzonden)\s*:\*?\s+\S/u;
const HEADER_SUBJECT = /^\s*\*?(?:Subject|Betreff|Objet|Asunto|Oggetto|Assunto|Onderwerp)\s*:\*?/u;
/** `On 4 May 2023 at 10:00, Ann wrote:` in any language: it has a figure, and ends in a colon. */
const ATTRIBUTION = /^(?=[^\n]*\d)[^\n]{5,300}[:：]\s*$/u;
const QUOTED = /^\s*>/u;

function endWithoutBlank(lines: readonly string[], end: number): number {
  let at = end;
  while (at > 0 && (lines[at - 1] ?? "").trim() === "") at -= 1;
  return at;
}

/** Where lines that are quoted with `>` to the very end begin, with the line that announces them. */
function startOfQuote(lines: readonly string[], end: number): number {
  let at = end;
  while (at > 0 && (QUOTED.test(lines[at - 1] ?? "") || (lines[at - 1] ?? "").trim() === "")) at -= 1;
  if (!lines.slice(at, end).some((line) => QUOTED.test(line))) return end;
  const before = endWithoutBlank(lines, at);
  const last = lines[before - 1] ?? "";
  if (ATTRIBUTION.test(last)) return before - 1;
  // The announcement may be folded onto two lines.
  const both = `${lines[before - 2] ?? ""} ${last}`;
  return /[:：]\s*$/u.test(last) && (lines[before - 2] ?? "").trim() !== "" && ATTRIBUTION.test(both) ? before - 2 : at;
}

function startOfOriginal(lines: readonly string[]): number {
  const index = lines.findIndex((line, at) => {
    if (ORIGINAL.test(line)) return true;
    if (!HEADER_FROM.test(line)) return false;
    const next = lines.slice(at + 1, at + 6);
    return next.some((each) => HEADER_SENT.test(each)) && next.some((each) => HEADER_SUBJECT.test(each));
  });
  return index === -1 ? lines.length : index;
}

/**
 * The text of an answer without the quoted end. A quotation between lines of one's own stays: it says what is answered.
 * @returns the text as it is where nothing would be left of it
 */
export function withoutQuotedEnd(text: string): { text: string; hadQuote: boolean } {
  const lines = text.split(/\r\n|\n|\r/u);
  const end = endWithoutBlank(lines, startOfOriginal(lines));
  const own = lines.slice(0, endWithoutBlank(lines, startOfQuote(lines, end)));
  const kept = own.join("\n").trim();
  const hadQuote = own.length < endWithoutBlank(lines, lines.length);
  return kept === "" ? { text: text.trim(), hadQuote: false } : { text: kept, hadQuote };
}
