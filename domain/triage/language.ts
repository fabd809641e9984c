/** Languages that a conversation can be told to be in: tags of ISO 639-1. Pure. */

/** What the detector tells apart and people write to each other: without constructed languages, which slang looks like. */
export const LANGUAGES = [
  ...["af", "am", "ar", "be", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "ga", "gu"],
  ...["he", "hi", "hu", "hy", "id", "is", "it", "ja", "kk", "km", "kn", "ko", "lt", "lv", "mk", "mn", "my", "nl"],
  ...["no", "pl", "pt", "ro", "ru", "sk", "sr", "sv", "ta", "te", "th", "tk", "tl", "tr", "tt", "uk", "ur", "vi", "zh"],
] as const;

/** Whether a tag is one of them. */
export function isLanguage(tag: string): boolean {
  return (LANGUAGES as readonly string[]).includes(tag);
}
