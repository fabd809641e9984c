/** Which of the files that were dropped or chosen are sent, and why others are not. Pure. */

/** `path`: with the folders it was in. */
export type ChosenFile = { path: string; file: File };
export type SkippedFile = { path: string; why: string };
export type Choice = { files: ChosenFile[]; skipped: SkippedFile[] };

const LARGEST = 4 * 1024 ** 3;
/** What operating systems strew into folders. */
const LITTER = /^(?:\..*|__MACOSX|Thumbs\.db|desktop\.ini|~\$.*)$/i;
const MEDIA = /^(?:image|audio|video|font)\//;
/** For files whose type the browser does not know. */
const MEDIA_ENDING = /\.(?:jpe?g|png|gif|webp|heic|svg|mp[34]|m4a|ogg|opus|wav|mov|webm|avi|pdf|css|js)$/i;

function reasonToSkip({ path, file }: ChosenFile): string | null {
  if (path.split("/").some((part) => LITTER.test(part))) return "hidden";
  if (MEDIA.test(file.type) || MEDIA_ENDING.test(path)) return "not a transcript";
  if (file.size === 0) return "empty";
  if (file.size > LARGEST) return "larger than 4 GiB";
  return null;
}

/** Parts what is sent from what is left out: hidden files, pictures and sound, empty and too large ones. */
export function chooseFiles(given: readonly ChosenFile[]): Choice {
  const choice: Choice = { files: [], skipped: [] };
  for (const chosen of given) {
    const why = reasonToSkip(chosen);
    if (why === null) choice.files.push(chosen);
    else choice.skipped.push({ path: chosen.path, why });
  }
  return choice;
}
