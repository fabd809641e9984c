/** A filter of the queue under a name, as it leaves the API. Pure: pages read their answers with it. */
import { z } from "zod";
import { caseFilterSchema } from "@/domain/triage/case-filter";
import { typedName } from "@/lib/text/printable";

const name = typedName(60);

export const savedViewSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    filters: caseFilterSchema,
    shared: z.boolean().meta({ description: "Shown to everybody who reviews" }),
    owner: z.string(),
    own: z.boolean().meta({ description: "Whether it is the caller's" }),
  })
  .meta({ id: "SavedView" });
export type SavedView = z.infer<typeof savedViewSchema>;
export const savedViewsSchema = z.object({ items: z.array(savedViewSchema) }).meta({ id: "SavedViews" });

export const saveViewInputSchema = z
  .strictObject({ name, filters: caseFilterSchema, shared: z.boolean().default(false) })
  .meta({ id: "SaveViewInput" });
export type SaveViewInput = z.infer<typeof saveViewInputSchema>;

export const changeViewInputSchema = z
  .strictObject({ name: name.optional(), filters: caseFilterSchema.optional(), shared: z.boolean().optional() })
  .meta({ id: "ChangeViewInput" });
export type ChangeViewInput = z.infer<typeof changeViewInputSchema>;
