import type { Operation } from "@/app/api/openapi.json/operation";
import { DEFAULT_PREFERENCES, preferencesSchema } from "@/domain/triage/wellbeing/preferences";

const chosen = { ...DEFAULT_PREFERENCES, veilText: true, calm: true, optOutTypes: ["stalking"] };

/** What the desk knows of the person who reads; each call is about oneself, and there is none about others. */
export const WELLBEING_OPERATIONS: readonly Operation[] = [
  {
    id: "getPreferences",
    method: "get",
    path: "/api/v1/me/preferences",
    tag: "wellbeing",
    summary: "What you have chosen of how the desk treats you",
    who: "person",
    answers: { 200: { description: "Your preferences", schema: preferencesSchema } },
    examples: { first: { summary: "Of somebody who has chosen nothing", status: 200, answer: DEFAULT_PREFERENCES } },
  },
  {
    id: "changePreferences",
    method: "put",
    path: "/api/v1/me/preferences",
    tag: "wellbeing",
    summary: "Choose how the desk treats you",
    description: "All of it at once. Nobody else can read it.",
    who: "person",
    body: preferencesSchema,
    answers: { 200: { description: "Your preferences as they are now", schema: preferencesSchema } },
    examples: {
      veils: { summary: "Veiled text, calm mode, one type left out", body: chosen, status: 200, answer: chosen },
    },
  },
];
