/** The list of what was erased, as it is kept outside the database: one JSON object a line, ids alone. Pure. */
import { z } from "zod";

export const erasedLineSchema = z.object({
  erasureId: z.uuid(),
  kind: z.enum(["author", "conversation", "shared_conversation", "evaluation"]),
  id: z.uuid(),
  dataKeyId: z.uuid(),
});
export type ErasedLine = z.infer<typeof erasedLineSchema>;

/** Reads such a list. @throws Error naming the first line that is none */
export function readErasedList(text: string): ErasedLine[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [erasedLineSchema.parse(JSON.parse(line))];
    } catch {
      throw new Error(`line ${index + 1} is not one of a list of erasures`);
    }
  });
}
