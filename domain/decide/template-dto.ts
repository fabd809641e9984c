/** Beginnings of notes, as they leave the API. Pure: pages read their answers with it. */
import { z } from "zod";

export const templateListSchema = z
  .object({ items: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })) })
  .meta({ id: "TemplateList" });
export type TemplateList = z.infer<typeof templateListSchema>;
