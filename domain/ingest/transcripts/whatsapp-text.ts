/** What stands after the stamp of a WhatsApp line: who wrote, and what. Pure. */
import { attachmentText } from "@/domain/ingest/platforms/read-fields";
import { attachmentKind } from "@/domain/ingest/transcripts/attachment-kind";
import { withoutDirectionMarks } from "@/domain/ingest/transcripts/whatsapp-stamp";

/** A name of up to 120 characters before a colon; notices quote names of groups, so a quotation mark ends the search. */
const SPEAKER = /^([^:"“”„«»\n]{1,120}?)\s*:(?:\s|$)/u;

/**
 * Parts who wrote from what was written.
 * @param rest a line after its stamp
 * @returns a line of the app itself, such as "Ann joined", has no speaker
 */
export function splitSpeaker(rest: string): { speaker: string | null; text: string } {
  const line = withoutDirectionMarks(rest.slice(0, 200)) === rest.slice(0, 200) ? rest : withoutLeadingMarks(rest);
  const match = SPEAKER.exec(line);
  if (match === null) return { speaker: null, text: line };
  // A tilde stands before the name of somebody who is not in the address book.
  const speaker = withoutDirectionMarks(match[1] ?? "")
    .replace(/^~[\s\u202f\u00a0]*/u, "")
    .trim();
  return speaker === "" ? { speaker: null, text: line } : { speaker, text: line.slice(match[0].length) };
}

function withoutLeadingMarks(text: string): string {
  return text.replace(/^[\u200e\u200f\u202a-\u202e\u2066-\u2069]+/u, "");
}

const ATTACHED = [
  /^<[^<>:]{1,40}: ([^<>\n]{1,250}\.\w{2,5})>$/u,
  /^((?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d{4}\.\w{2,5}) \([^()\n]{2,60}\)$/u,
  /^([^\n]{1,250}\.\w{2,5}) \((?:file attached|archivo adjunto|Datei angehängt|fichier joint|file allegato|arquivo anexado|ficheiro anexado|bestand bijgevoegd)\)$/iu,
];

/** The words that stand for what was not exported. */
const LEFT_OUT: readonly [kind: string, words: RegExp][] = [
  [
    "image",
    /^(?:image omitted|Bild weggelassen|imagen omitida|image absente|immagine omessa|imagem ocultada|imagem omitida|afbeelding weggelaten)$/iu,
  ],
  [
    "video",
    /^(?:video omitted|Video weggelassen|video omitido|vidéo absente|video omesso|vídeo omitido|video weggelaten)$/iu,
  ],
  [
    "audio",
    /^(?:audio omitted|Audio weggelassen|audio omitido|audio omis|audio omesso|áudio ocultado|áudio omitido|audio weggelaten)$/iu,
  ],
  [
    "sticker",
    /^(?:sticker omitted|Sticker weggelassen|sticker omitido|sticker omis|sticker omesso|figurinha omitida|sticker weggelaten)$/iu,
  ],
  ["image", /^(?:GIF omitted|GIF weggelassen|GIF omitido|GIF retiré|GIF esclusa|GIF weggelaten)$/iu],
  [
    "file",
    /^(?:document omitted|Dokument weggelassen|documento omitido|document manquant|documento omesso|document weggelaten)$/iu,
  ],
  ["contact", /^(?:contact card omitted|Kontaktkarte ausgelassen)$/iu],
  [
    "media",
    /^<(?:Media omitted|Medien ausgeschlossen|Multimedia omitido|Médias omis|Media omessi|Mídia oculta|Ficheiro não revelado|Media weggelaten)>$/iu,
  ],
];

const DELETED =
  /^(?:This message was deleted(?: by admin [^\n]{1,120})?|You deleted this message(?: as admin)?|Diese Nachricht wurde gelöscht|Du hast diese Nachricht gelöscht|Se eliminó este mensaje|Eliminaste este mensaje|Ce message a été supprimé|Vous avez supprimé ce message|Questo messaggio è stato eliminato|Hai eliminato questo messaggio|(?:Essa )?Mensagem apagada|Esta mensagem foi apagada|Você apagou esta mensagem|Apagou esta mensagem|Dit bericht is verwijderd|(?:U hebt|Je hebt) dit bericht verwijderd)\.?$/iu;

const EDITED =
  /\s*<(?:This message was edited|Diese Nachricht wurde bearbeitet|Se editó este mensaje|Ce message a été modifié|Questo messaggio è stato modificato|Mensagem editada|Esta mensagem foi editada|Dit bericht is bewerkt)>\s*$/iu;

export type ChatText = { text: string; isDeleted: boolean; isEdited: boolean };

/** Puts what the app writes for attachments, deletions and edits into our words; anything else stays to the letter. */
export function readChatText(written: string): ChatText {
  const isEdited = EDITED.test(withoutDirectionMarks(written.slice(-80)));
  const text = isEdited ? written.replace(/[\u200e\u200f]*\s*[\u200e\u200f]*<[^<>]*>[\u200e\u200f\s]*$/u, "") : written;
  const bare = withoutDirectionMarks(text.slice(0, 2_000)).trim();
  if (DELETED.test(bare)) return { text: "[deleted]", isDeleted: true, isEdited };
  const [firstLine = "", ...more] = bare.split("\n");
  const left = LEFT_OUT.find(([, words]) => words.test(firstLine.trim()));
  const file = ATTACHED.map((shape) => shape.exec(firstLine.trim())?.[1]).find((name) => name !== undefined);
  if (left === undefined && file === undefined) return { text: text.trimEnd(), isDeleted: false, isEdited };
  // What stands on the lines below is the caption.
  const caption = text.length > 2_000 ? text.slice(text.indexOf("\n") + 1) : more.join("\n");
  const kind = left?.[0] ?? attachmentKind(file ?? "");
  return { text: attachmentText(kind, caption || (kind === "file" ? file : "")), isDeleted: false, isEdited };
}
