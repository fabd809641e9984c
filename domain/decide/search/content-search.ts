/** Searching what people wrote: what is asked for and what is answered. Pure: pages read it too. */
import { z } from "zod";
import { conversationItemSchema } from "@/domain/decide/conversation-item";
import { filterTimeSchema } from "@/lib/clock/filter-time";
import { foldText } from "@/lib/text/find-text";

/** Scripts whose words can be one character long. */
const WORD_OF_ONE = /[\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** The words as they are compared: without outer blanks, case, accents and hidden characters, as a transcript's own search has it. */
export function foldWords(words: string): string {
  return foldText(words).text.trim();
}

function isEnough(words: string): boolean {
  const folded = foldWords(words);
  return folded.length > 1 || WORD_OF_ONE.test(folded);
}

export const contentSearchSchema = z
  .strictObject({
    words: z
      .string()
      .max(200, "at most 200 characters")
      .refine(isEnough, "at least two letters that can be seen, or one character of Chinese, Japanese or Korean")
      .meta({ description: "Found in this order, anywhere in a message, without regard to case and accents" }),
    sourceId: z.uuid().optional().meta({ description: "On one source alone; without it, on all of them" }),
    from: filterTimeSchema.optional().meta({ description: "In messages sent from then on" }),
    to: filterTimeSchema.optional().meta({ description: "In messages sent before then" }),
    cursor: z.string().max(1_000).optional().meta({ description: "`nextCursor` of the step before, to look on" }),
    conversations: z
      .number()
      .int()
      .min(1)
      .max(5_000)
      .default(5_000)
      .meta({ description: "Conversations to look through in this step at the most; it may be fewer" }),
  })
  .meta({ id: "ContentSearch" });
export type ContentSearch = z.infer<typeof contentSearchSchema>;
export type ContentSearchInput = z.input<typeof contentSearchSchema>;

export const contentFoundSchema = z
  .object({
    items: z
      .array(
        conversationItemSchema.omit({ status: true, revision: true }).extend({
          matches: z
            .number()
            .int()
            .meta({ description: "How many of its messages hold the words, now or before an edit" }),
          lastAt: z.iso.datetime().meta({ description: "When the last of these messages was sent" }),
        }),
      )
      .meta({ description: "Newest conversation first; no words of them" }),
    looked: z.number().int().meta({ description: "Conversations looked through since the search began" }),
    of: z.number().int().meta({ description: "How many there were to look through when it began" }),
    unopened: z
      .number()
      .int()
      .meta({ description: "Messages of this step that are damaged and could not be looked into" }),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: "Send it with the same search to look on; null once everything was looked through" }),
  })
  .meta({ id: "ContentFound" });
export type ContentFound = z.infer<typeof contentFoundSchema>;
