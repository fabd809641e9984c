/** One figure as it leaves the API: what it is, how sure it is, what it rests on, and what it means. Pure. */
import { z } from "zod";

/** Whether the decisions behind a figure were made without seeing the model's answer. Only `blind` ones measure the model unswayed. */
export const basisSchema = z.enum(["blind", "shown", "mixed", "none"]);
export type Basis = z.infer<typeof basisSchema>;

const rests = {
  n: z.number().int().meta({ description: "Answers by people that it rests on" }),
  response: z
    .number()
    .nullable()
    .meta({ description: "Share of those asked for that people have answered; null where nothing was asked" }),
  basis: basisSchema,
  means: z.string().meta({ description: "What it means, in a sentence" }),
};

const knownSchema = z.object({
  value: z.number(),
  low: z.number().meta({ description: "Lower end of the 95 % interval" }),
  high: z.number().meta({ description: "Upper end" }),
  ...rests,
});
const unknownSchema = z.object({
  value: z.null().meta({ description: "Not known: never 0 or 1 instead" }),
  reason: z.string().meta({ description: "Why, in a sentence" }),
  ...rests,
});

export const figureSchema = z.union([knownSchema, unknownSchema]).meta({ id: "Figure" });
export type Figure = z.infer<typeof figureSchema>;

/** How much of what happened is in an answer. */
export const freshnessSchema = z
  .object({
    waiting: z.number().int().meta({ description: "Changes that are not in these figures yet" }),
    oldestWaitingAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: "When the oldest of them was made; null for none" }),
    newestWaitingAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: "When the newest of them was made; null for none" }),
    check: z
      .object({ at: z.iso.datetime(), ok: z.boolean(), differences: z.number().int(), repaired: z.boolean() })
      .nullable()
      .meta({ description: "The last nightly comparison with the raw records; null before the first" }),
  })
  .meta({ id: "Freshness" });
export type Freshness = z.infer<typeof freshnessSchema>;
