/** The words with which WhatsApp replaces what was not exported, deleted or edited, in the languages known here. Pure. */

/** What was left out of the export, by the words in small letters that stand for it. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    image: [
      "image omitted",
      "bild weggelassen",
      "imagen omitida",
      "image absente",
      "immagine omessa",
      "imagem ocultada",
      "imagem omitida",
      "afbeelding weggelaten",
      "gif omitted",
      "gif weggelassen",
      "gif omitido",
      "gif retiré",
      "gif esclusa",
      "gif weggelaten",
    ],
    video: [
      "video omitted",
      "video weggelassen",
      "video omitido",
      "vidéo absente",
      "video omesso",
      "vídeo omitido",
      "video weggelaten",
    ],
    audio: [
      "audio omitted",
      "audio weggelassen",
      "audio omitido",
      "audio omis",
      "audio omesso",
      "áudio ocultado",
      "áudio omitido",
      "audio weggelaten",
    ],
    sticker: [
      "sticker omitted",
      "sticker weggelassen",
      "sticker omitido",
      "sticker omis",
      "sticker omesso",
      "figurinha omitida",
      "sticker weggelaten",
    ],
    file: [
      "document omitted",
      "dokument weggelassen",
      "documento omitido",
      "document manquant",
      "documento omesso",
      "document weggelaten",
    ],
    contact: ["contact card omitted", "kontaktkarte ausgelassen"],
    media: [
      "<media omitted>",
      "<medien ausgeschlossen>",
      "<multimedia omitido>",
      "<médias omis>",
      "<media omessi>",
      "<mídia oculta>",
      "<ficheiro não revelado>",
      "<media weggelaten>",
    ],
  }).flatMap(([kind, phrases]) => phrases.map((phrase) => [phrase, kind] as const)),
);

/** What stands for a deleted message, in small letters without a full stop. */
const DELETED: ReadonlySet<string> = new Set([
  "this message was deleted",
  "you deleted this message",
  "you deleted this message as admin",
  "diese nachricht wurde gelöscht",
  "du hast diese nachricht gelöscht",
  "se eliminó este mensaje",
  "eliminaste este mensaje",
  "ce message a été supprimé",
  "vous avez supprimé ce message",
  "questo messaggio è stato eliminato",
  "hai eliminato questo messaggio",
  "mensagem apagada",
  "essa mensagem apagada",
  "esta mensagem foi apagada",
  "você apagou esta mensagem",
  "apagou esta mensagem",
  "dit bericht is verwijderd",
  "u hebt dit bericht verwijderd",
  "je hebt dit bericht verwijderd",
]);

/** Whether a whole message says that it was deleted. */
export function saysDeleted(text: string): boolean {
  if (text.length > 160) return false;
  const plain = text.toLowerCase().replace(/\.$/u, "");
  return DELETED.has(plain) || /^this message was deleted by admin [^\n]+$/u.test(plain);
}

/** The mark at the end of an edited message. */
export const EDITED =
  /\s*<(?:This message was edited|Diese Nachricht wurde bearbeitet|Se editó este mensaje|Ce message a été modifié|Questo messaggio è stato modificato|Mensagem editada|Esta mensagem foi editada|Dit bericht is bewerkt)>\s*$/iu;

/** `<attached: 0001-PHOTO.jpg>` in any language, after what was written with it. */
export const ATTACHED_LAST = /^([\s\S]*?)\s*<[^<>:\n]{1,40}: ([^<>\n]{1,250}\.\w{2,5})>$/u;

/** `IMG-20230405-WA0001.jpg (file attached)`; the words in brackets tell a file with another name. */
export const ATTACHED_FIRST =
  /^((?:IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d{4}\.\w{2,5}(?= \([^()\n]{2,60}\)$)|[^\n]{1,250}\.\w{2,5}(?= \((?:file attached|archivo adjunto|Datei angehängt|fichier joint|file allegato|arquivo anexado|ficheiro anexado|bestand bijgevoegd)\)$)) \(/iu;
