import type { Operation } from "@/app/api/openapi.json/operation";
import { presenceSchema } from "@/domain/triage/presence/presence-dto";
import { DEFAULT_PREFERENCES, preferencesChangeSchema, preferencesSchema } from "@/domain/triage/wellbeing/preferences";
import { handedOverSchema, type Wellbeing, wellbeingSchema } from "@/domain/triage/wellbeing/wellbeing-dto";

const change = { veilText: true, calm: true, optOutTypes: ["stalking"] };
const chosen = { ...DEFAULT_PREFERENCES, ...change };

const standing: Wellbeing = {
  used: 22.5,
  softLimit: 120,
  hardLimit: 200,
  windowHours: 24,
  onBreakSince: null,
  breakMinutes: 10,
  workingSince: "2026-11-21T02:10:00.000Z",
  breakDueAt: "2026-11-21T03:40:00.000Z",
  coolDownUntil: null,
  contacts: [{ name: "Supervisor of the night", reach: "extension 204", hours: "20:00 to 08:00" }],
};
const resting: Wellbeing = {
  ...standing,
  onBreakSince: "2026-11-21T03:41:00.000Z",
  workingSince: null,
  breakDueAt: null,
};

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
    method: "patch",
    path: "/api/v1/me/preferences",
    tag: "wellbeing",
    summary: "Choose how the desk treats you",
    description: "What you name; the rest stays as it is. Nobody else can read it.",
    who: "person",
    body: preferencesChangeSchema,
    answers: { 200: { description: "Your preferences as they are now", schema: preferencesSchema } },
    examples: {
      veils: { summary: "Veiled text, calm mode, one type left out", body: change, status: 200, answer: chosen },
      oneType: {
        summary: "One type left out, whatever else is",
        body: { optOut: { stalking: true } },
        status: 200,
        answer: { ...DEFAULT_PREFERENCES, optOutTypes: ["stalking"] },
      },
    },
  },
  {
    id: "getWellbeing",
    method: "get",
    path: "/api/v1/me/wellbeing",
    tag: "wellbeing",
    summary: "How you stand: what you have read, when a break is due, whom to turn to",
    description: "Of yourself alone: no call tells it of somebody else.",
    who: "person",
    right: "case.claim",
    answers: { 200: { description: "How you stand", schema: wellbeingSchema } },
    examples: { midway: { summary: "An hour into the shift", status: 200, answer: standing } },
  },
  {
    id: "takeBreak",
    method: "post",
    path: "/api/v1/me/break",
    tag: "wellbeing",
    summary: "Begin a break",
    description: "What you hold goes back to the queue, and you are given nothing until you end it.",
    who: "person",
    right: "case.claim",
    answers: { 200: { description: "How you stand", schema: wellbeingSchema } },
    examples: { now: { summary: "A break begins", status: 200, answer: resting } },
  },
  {
    id: "endBreak",
    method: "delete",
    path: "/api/v1/me/break",
    tag: "wellbeing",
    summary: "Come back from a break",
    who: "person",
    right: "case.claim",
    answers: { 200: { description: "How you stand", schema: wellbeingSchema } },
    examples: { back: { summary: "Back at the desk", status: 200, answer: standing } },
  },
  {
    id: "handOver",
    method: "post",
    path: "/api/v1/me/hand-over",
    tag: "wellbeing",
    summary: "Hand everything over to the supervisor",
    description: "What you hold goes to the leads, who are alerted, and a break begins. Nobody asks why.",
    who: "person",
    right: "case.claim",
    answers: { 200: { description: "What went from your hands", schema: handedOverSchema } },
    examples: { one: { summary: "With one case in hand", status: 200, answer: { escalated: 1 } } },
  },
  {
    id: "noteDeskPresence",
    method: "post",
    path: "/api/v1/me/presence",
    tag: "wellbeing",
    summary: "Say that you have the queue before you, and hear who else has",
    description: "A visible page says so every 20 seconds. An empty desk raises an alert.",
    who: "person",
    right: "case.claim",
    answers: { 200: { description: "Who else is at the desk", schema: presenceSchema } },
    examples: { alone: { summary: "Alone at the desk", status: 200, answer: { others: [] } } },
  },
];
