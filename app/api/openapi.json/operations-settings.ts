import { z } from "zod";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { fallbackOf, SETTING_NAMES, type SettingName } from "@/domain/settings/definitions";
import {
  historyFilterSchema,
  settingHistorySchema,
  settingInputSchema,
  settingListSchema,
} from "@/domain/settings/setting-dto";

const AT = "2026-11-21T03:04:45.000Z";
const undo = {
  name: "undo" as const,
  title: "Undo",
  value: { seconds: 20 },
  fallback: fallbackOf("undo"),
  version: 1,
  changedAt: AT,
  changedBy: "Ama Admin",
};
const change = {
  id: EXAMPLE_IDS.eventId,
  name: "undo" as const,
  version: 1,
  value: undo.value,
  before: undo.fallback,
  note: "People asked for it",
  changedAt: AT,
  changedBy: "Ama Admin",
};
const name = z.enum(SETTING_NAMES);
const one = (each: SettingName) => ({ name: each });
const gone = { 404: "There is no such setting" };

/** What an admin sets, with who changed what when and why. */
export const SETTING_OPERATIONS: readonly Operation[] = [
  {
    id: "listSettings",
    method: "get",
    path: "/api/v1/settings",
    tag: "settings",
    summary: "Every setting with the value that holds",
    description: "docs/settings.md says what each of them does.",
    who: "person",
    right: "settings.read",
    answers: { 200: { description: "As they are now", schema: settingListSchema } },
    examples: { now: { summary: "One that was changed", status: 200, answer: { items: [undo] } } },
  },
  {
    id: "listSettingChanges",
    method: "get",
    path: "/api/v1/settings/changes",
    tag: "settings",
    summary: "The changes of all settings, newest first",
    who: "person",
    right: "settings.read",
    params: { query: historyFilterSchema },
    answers: { 200: { description: "A page of 30", schema: settingHistorySchema } },
    examples: {
      first: { summary: "One change", status: 200, answer: { items: [change], nextCursor: null } },
    },
  },
  {
    id: "getSettingHistory",
    method: "get",
    path: "/api/v1/settings/{name}/history",
    tag: "settings",
    summary: "The changes of one setting, newest first",
    who: "person",
    right: "settings.read",
    params: { path: z.object({ name }), query: historyFilterSchema },
    answers: { 200: { description: "A page of 30", schema: settingHistorySchema } },
    problems: gone,
    examples: {
      undo: {
        summary: "One change",
        params: one("undo"),
        status: 200,
        answer: { items: [change], nextCursor: null },
      },
    },
  },
  {
    id: "changeSetting",
    method: "put",
    path: "/api/v1/settings/{name}",
    tag: "settings",
    summary: "Change a setting",
    description:
      "A value is sent as a whole. Every process follows within two seconds. To put an earlier value back, send it again.",
    who: "person",
    right: "settings.manage",
    params: { path: z.object({ name }) },
    body: settingInputSchema,
    answers: { 200: { description: "Set", schema: z.object({ version: z.number().int() }) } },
    problems: { ...gone, 409: "Somebody changed it meanwhile; `current` holds the newer version and its value" },
    examples: {
      visibility: {
        summary: "Reviewers read for themselves first",
        params: one("model_visibility"),
        body: { version: 0, value: { flagged: "own_reading_first" }, note: "To see how far people are led" },
        status: 200,
        answer: { version: 1 },
      },
      meanwhile: {
        summary: "Somebody changed it meanwhile",
        params: one("tiers"),
        body: { version: 7, value: fallbackOf("tiers") },
        status: 409,
        answer: exampleProblem("CONFLICT", "Somebody has changed this meanwhile. Look at it again, then change it.", {
          current: { version: 8, value: fallbackOf("tiers"), changedAt: AT, changedBy: "Ama Admin" },
        }),
      },
      tooSoon: {
        summary: "Less than can be",
        params: one("undo"),
        body: { version: 0, value: { seconds: 1 } },
        status: 422,
        answer: exampleProblem("INVALID", "Undo cannot be set to this.", {
          errors: [{ pointer: "/value/seconds", message: "at least 5 s" }],
        }),
      },
    },
  },
];
