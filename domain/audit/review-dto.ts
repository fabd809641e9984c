/** The review of the log, as pages and the API have it. Pure. */
import { z } from "zod";
import { REVIEW_GROUPS } from "@/domain/audit/review-groups";

export const REVIEW_VERDICTS = ["nothing_unusual", "followed_up"] as const;

const place = z.number().int().min(0);

export const logReviewSchema = z
  .object({
    from: place.meta({ description: "The first entry that nobody has signed off, by its place in the sealed log" }),
    to: place.meta({ description: "One after the last sealed entry: what is looked over ends here" }),
    since: z.iso
      .datetime()
      .nullable()
      .meta({ description: "When the entry at `from` was written; null where all is signed off" }),
    lastReviewAt: z.iso.datetime().nullable().meta({ description: "null while nobody has ever looked" }),
    groups: z.array(
      z.object({
        group: z.enum(REVIEW_GROUPS),
        kinds: z.array(
          z.object({
            type: z.string(),
            events: z.number().int(),
            people: z.number().int().meta({ description: "How many different people, keys or processes" }),
            own: z.number().int().meta({ description: "Those by whoever asks" }),
            firstAt: z.iso.datetime(),
            lastAt: z.iso.datetime(),
          }),
        ),
      }),
    ),
    reviews: z.array(
      z.object({
        id: z.uuid(),
        from: place,
        to: place,
        verdict: z.enum(REVIEW_VERDICTS),
        reviewer: z.string(),
        signedAt: z.iso.datetime(),
        daysLate: z.number().nullable().meta({ description: "Days from its oldest entry until somebody looked" }),
      }),
    ),
  })
  .meta({ id: "LogReview" });
export type LogReview = z.infer<typeof logReviewSchema>;

export const signOffSchema = z
  .strictObject({ from: place, to: place.min(1), verdict: z.enum(REVIEW_VERDICTS) })
  .refine(({ from, to }) => to > from, { path: ["to"], message: "comes after the first entry" })
  .meta({ id: "SignOff" });
export type SignOff = z.infer<typeof signOffSchema>;

export const signedOffSchema = z.object({ id: z.uuid(), to: place }).meta({ id: "SignedOff" });
