import type { UploadDetail } from "@/domain/ingest/uploads/upload-schema";

/** What has to be said before an upload may start, in words. Guesses are no answers. Pure; the page says the same. */
export function openQuestions({ refusal, guessed }: Pick<UploadDetail, "refusal" | "guessed">): string[] {
  if (refusal !== null) return [refusal];
  const questions: string[] = [];
  if (guessed.includes("dateOrder"))
    questions.push("The dates of this file can be read in two ways. Say which part of a date comes first.");
  if (guessed.includes("columns"))
    questions.push("More than one column may hold the messages. Say which one does, or confirm the choice.");
  return questions;
}
