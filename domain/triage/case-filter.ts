/** What the list of cases can be narrowed down to. Pure: the page, the API, saved views and bulk changes share it. */
import { z } from "zod";
import { CASE_REASONS } from "@/domain/triage/case-after-reading";
import { CASE_STATES } from "@/domain/triage/case-state";
import { isLanguage } from "@/domain/triage/language";
import { RISK_SUBJECTS, RISK_TYPES } from "@/inference/risk";

/** Snoozed cases are open ones that nobody is given for now. */
export const LISTED_STATES = [...CASE_STATES, "snoozed"] as const;
/** Engines by the names that readings carry; `none`: no engine was asked. */
export const LISTED_ENGINES = [
  ...(["sglang", "vllm", "ollama", "llamacpp", "transformers", "openai", "offline", "none"] as const),
] as const;
const LONGEST_AGE_MINUTES = 365 * 24 * 60;

const described = (description: string) => ({ description });

const fields = {
  state: z.enum(LISTED_STATES).optional().meta(described("Left out: all that wait for or are with somebody")),
  tier: z.coerce.number().int().min(0).max(3).optional().meta(described("The tier that it queues under")),
  type: z.enum(RISK_TYPES).optional(),
  subject: z.enum(RISK_SUBJECTS).optional().meta(described("Of whom; with `type`, of the same risk")),
  source: z.uuid().optional().meta(described("Id of a source")),
  language: z.string().refine(isLanguage, "this is no language that is told apart").optional(),
  assignee: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .meta(described("`me`, `nobody`, or the id of the person who holds it")),
  olderThanMinutes: z.coerce.number().int().min(1).max(LONGEST_AGE_MINUTES).optional(),
  engine: z.enum(LISTED_ENGINES).optional().meta(described("What made the reading that it shows")),
  reason: z.enum(CASE_REASONS).optional().meta(described("For leads")),
};

/** A filter by itself, without a place in the list. */
export const caseFilterSchema = z.strictObject(fields).meta({ id: "CaseFilter" });
export type CaseFilter = z.infer<typeof caseFilterSchema>;

/** A filter and the page of it that is asked for. */
export const casePageQuerySchema = z
  .object({
    ...fields,
    cursor: z.string().max(200).optional().meta(described("Go on after this place, downwards")),
    before: z.string().max(200).optional().meta(described("Go back from this place, upwards")),
    from: z.enum(["end"]).optional().meta(described("`end`: the last page")),
  })
  .refine(
    ({ cursor, before, from }) => [cursor, before, from].filter((place) => place !== undefined).length < 2,
    "name one of cursor, before and from",
  );
export type CasePageQuery = z.infer<typeof casePageQuerySchema>;
