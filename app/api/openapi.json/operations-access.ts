import { z } from "zod";
import { EXAMPLE_IDS, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { changedUserSchema, userChangeSchema } from "@/domain/access/change-user";
import { createdUserSchema, userInputSchema } from "@/domain/access/create-user";
import { firstAdminSchema } from "@/domain/access/first-admin";
import { userListSchema } from "@/domain/access/list-users";
import { readinessSchema } from "@/inference/check-readiness";

const firstAdmin = {
  token: EXAMPLE_IDS.setupToken,
  name: "Ana",
  email: "ana@example.org",
  password: "correct horse battery",
};
const robin = { email: "robin@example.org", name: "Robin", roles: ["reviewer", "lead"] };

/** People and their roles. */
export const ACCESS_OPERATIONS: readonly Operation[] = [
  {
    id: "createFirstAdmin",
    method: "post",
    path: "/api/v1/setup",
    tag: "access",
    summary: "Make the first account from the one-time link",
    who: "anybody",
    body: firstAdminSchema,
    answers: { 201: { description: "Made; sign in with it" } },
    problems: { 403: "The link was used or is too old" },
    examples: {
      first: { summary: "With the token of the link", body: firstAdmin, status: 201 },
      used: {
        summary: "With a token that was used",
        body: firstAdmin,
        status: 403,
        answer: exampleProblem("FORBIDDEN", "This link was used or is too old. Start Vigil again to get a new one."),
      },
    },
  },
  {
    id: "listUsers",
    method: "get",
    path: "/api/v1/users",
    tag: "access",
    summary: "List everybody with an account",
    who: "person",
    right: "people.manage",
    answers: { 200: { description: "In the order they were added", schema: userListSchema } },
    examples: {
      all: {
        summary: "One person",
        status: 200,
        answer: {
          items: [
            {
              id: EXAMPLE_IDS.userId,
              ...robin,
              disabledAt: null,
              lastSeenAt: "2026-11-21T03:00:00.000Z",
              createdAt: "2026-11-20T09:00:00.000Z",
            },
          ],
        },
      },
    },
  },
  {
    id: "createUser",
    method: "post",
    path: "/api/v1/users",
    tag: "access",
    summary: "Add a person",
    who: "person",
    right: "people.manage",
    body: userInputSchema,
    answers: { 201: { description: "Added", schema: createdUserSchema } },
    problems: { 409: "Somebody has this e-mail address" },
    examples: {
      generated: {
        summary: "With a password that is made for them",
        body: robin,
        status: 201,
        answer: {
          id: EXAMPLE_IDS.userId,
          email: robin.email,
          roles: robin.roles,
          password: "shown-here-once",
        },
      },
      taken: {
        summary: "An address that is taken",
        body: robin,
        status: 409,
        answer: exampleProblem("CONFLICT", "Somebody has this e-mail address already. Change that account instead."),
      },
    },
  },
  {
    id: "changeUser",
    method: "patch",
    path: "/api/v1/users/{userId}",
    tag: "access",
    summary: "Change a person's name, roles, password or whether they may sign in",
    description: "Disabling, and a new password, end all their sessions at once.",
    who: "person",
    right: "people.manage",
    params: { path: z.object({ userId: z.string() }) },
    body: userChangeSchema,
    answers: { 200: { description: "Changed", schema: changedUserSchema } },
    problems: { 404: "There is no such person", 409: "This is the last admin" },
    examples: {
      roles: {
        summary: "Other roles",
        params: { userId: EXAMPLE_IDS.userId },
        body: { roles: ["reviewer"] },
        status: 200,
        answer: {},
      },
      password: {
        summary: "A new password",
        params: { userId: EXAMPLE_IDS.userId },
        body: { newPassword: true },
        status: 200,
        answer: { password: "shown-here-once" },
      },
    },
  },
];

/** What an operator's machines ask. */
export const OPERATOR_OPERATIONS: readonly Operation[] = [
  {
    id: "health",
    method: "get",
    path: "/healthz",
    tag: "operator",
    summary: "The process is up",
    who: "anybody",
    answers: { 200: { description: "Up", schema: z.object({ ok: z.literal(true) }).meta({ id: "Health" }) } },
    examples: { up: { summary: "Up", status: 200, answer: { ok: true } } },
  },
  {
    id: "readiness",
    method: "get",
    path: "/readyz",
    tag: "operator",
    summary: "Database and migrations are there; what becomes of readings",
    who: "anybody",
    answers: {
      200: { description: "Ready", schema: readinessSchema },
      503: { description: "Not ready", schema: readinessSchema },
    },
    examples: {
      ready: {
        summary: "Ready",
        status: 200,
        answer: { ok: true, database: "up", migrations: "current", model: "up" },
      },
    },
  },
  {
    id: "metrics",
    method: "get",
    path: "/metrics",
    tag: "operator",
    summary: "Gauges in the Prometheus text format",
    description: "Counts and ages only, no ids and no content.",
    who: "anybody",
    answers: { 200: { description: "Prometheus text 0.0.4", schema: z.string(), type: "text/plain" } },
    examples: {
      text: {
        summary: "Some of its lines",
        status: 200,
        answer: '# TYPE vigil_cases gauge\nvigil_cases{tier="1",state="open"} 2\n',
      },
    },
  },
];
