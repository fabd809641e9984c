import { z } from "zod";
import { EXAMPLE_IDS, EXAMPLE_SOURCE, exampleProblem } from "@/app/api/openapi.json/example-values";
import type { Operation } from "@/app/api/openapi.json/operation";
import { rejectedFilterSchema, rejectedListSchema } from "@/domain/ingest/uploads/list-rejected";
import { uploadFilterSchema } from "@/domain/ingest/uploads/list-uploads";
import { newUploadSchema } from "@/domain/ingest/uploads/new-upload";
import { uploadAnswersSchema } from "@/domain/ingest/uploads/upload-options";
import {
  type UploadDetail,
  type UploadDto,
  uploadDetailSchema,
  uploadPageSchema,
  uploadSchema,
} from "@/domain/ingest/uploads/upload-schema";
import { UPLOAD_ACTIONS } from "@/domain/ingest/uploads/upload-state";

const one = { uploadId: EXAMPLE_IDS.uploadId };
const gone = { 404: "There is no such upload" };
const uploadPath = z.object({ uploadId: z.uuid() });

const LINES = [
  '{"messages":[{"role":"user","content":"I keep thinking about ending it all"}]}',
  '{"messages":[{"role":"user","content":"a quiet day"},{"role":"assistant","content":"I am glad."}]}',
].join("\n");

const scanning: UploadDto = {
  id: EXAMPLE_IDS.uploadId,
  sourceId: EXAMPLE_IDS.sourceId,
  sourceName: EXAMPLE_SOURCE.name,
  fileName: "night chats.jsonl",
  bytes: 177,
  format: null,
  formatLabel: null,
  asks: [],
  state: "scanning",
  failure: null,
  refusal: null,
  guessed: [],
  isLocal: false,
  bytesRead: 0,
  found: null,
  conversations: 0,
  messages: 0,
  added: 0,
  rejected: 0,
  options: { timezone: "Europe/Berlin" },
  createdAt: "2026-11-21T09:00:00.000Z",
  startedAt: null,
  finishedAt: null,
  createdBy: "Ada",
};

const previewed: UploadDetail = {
  ...scanning,
  format: "openai-messages",
  formatLabel: "OpenAI chat messages",
  state: "previewed",
  bytesRead: 177,
  found: { conversations: 2, messages: 3, rejected: 0 },
  preview: {
    format: "openai-messages",
    conversations: 2,
    messages: 3,
    speakers: [
      { id: "user", name: null, role: "user", messages: 2 },
      { id: "assistant", name: null, role: "assistant", messages: 1 },
    ],
    moreSpeakers: 0,
    firstSentAt: null,
    lastSentAt: null,
    withoutTime: 3,
    deletedMessages: 0,
    dateOrder: null,
    columns: null,
    rejected: { count: 0, first: [] },
    skipped: [],
    warnings: [],
  },
};

/** Transcript files: taken in, looked through, and brought in once somebody starts that. */
export const UPLOAD_OPERATIONS: readonly Operation[] = [
  {
    id: "createUpload",
    method: "post",
    path: "/api/v1/uploads",
    tag: "uploads",
    summary: "Upload a transcript file",
    description:
      "A form with the file as its last part, at most 4 GiB. The answer comes when the file is durable; then it is looked through, and nothing of it becomes a conversation before `start`.",
    who: "person",
    right: "source.manage",
    isForm: true,
    body: newUploadSchema.extend({
      file: z
        .string()
        .meta({ description: "The file itself, with its name", contentMediaType: "application/octet-stream" }),
    }),
    answers: { 201: { description: "All of it has arrived", schema: uploadSchema } },
    problems: { 404: "There is no such source", 413: "The file is larger than 4 GiB" },
    examples: {
      lines: {
        summary: "One conversation a line",
        body: { timezone: "Europe/Berlin", file: LINES },
        status: 201,
        answer: scanning,
      },
      empty: {
        summary: "An empty file",
        body: { file: "" },
        status: 422,
        answer: exampleProblem("INVALID", "The file is empty. Choose another one."),
      },
    },
  },
  {
    id: "listUploads",
    method: "get",
    path: "/api/v1/uploads",
    tag: "uploads",
    summary: "List the uploads, newest first",
    who: "person",
    right: "source.manage",
    params: { query: uploadFilterSchema },
    answers: { 200: { description: "One page", schema: uploadPageSchema } },
    examples: {
      first: {
        summary: "The first page",
        params: { limit: "10" },
        status: 200,
        answer: { items: [scanning], next: null },
      },
    },
  },
  {
    id: "getUpload",
    method: "get",
    path: "/api/v1/uploads/{uploadId}",
    tag: "uploads",
    summary: "Get one upload: its preview, its progress, its outcome",
    description:
      "While `scanning`, `bytesRead` of `bytes` are done; while `running`, `messages` of `found.messages`. With a `refusal` it waits for `answer`.",
    who: "person",
    right: "source.manage",
    params: { path: uploadPath },
    answers: { 200: { description: "The upload", schema: uploadDetailSchema } },
    problems: gone,
    examples: { previewed: { summary: "Ready to start", params: one, status: 200, answer: previewed } },
  },
  {
    id: "changeUpload",
    method: "post",
    path: "/api/v1/uploads/{uploadId}/{action}",
    tag: "uploads",
    summary: "Answer, start, pause, resume or cancel an upload",
    description:
      "`answer` has the file looked through again with these options in place of those before; `start` takes `roles` alone, and is refused while there is a `refusal` or something `guessed`. What was brought in before a `cancel` stays.",
    who: "person",
    right: "source.manage",
    params: { path: uploadPath.extend({ action: z.enum(UPLOAD_ACTIONS) }) },
    body: uploadAnswersSchema,
    answers: { 200: { description: "As it stands now", schema: uploadDetailSchema } },
    problems: { ...gone, 409: "Not in this state, which `state` names" },
    examples: {
      answer: {
        summary: "Say which zone its times are in",
        params: { ...one, action: "answer" },
        body: { timezone: "Asia/Tokyo" },
        status: 200,
        answer: { ...scanning, options: { timezone: "Asia/Tokyo" }, preview: null },
      },
      start: {
        summary: "Bring it in, one speaker in another role",
        params: { ...one, action: "start" },
        body: { roles: { assistant: "agent" } },
        status: 200,
        answer: {
          ...previewed,
          state: "running",
          options: { roles: { assistant: "agent" } },
          startedAt: "2026-11-21T09:05:00.000Z",
        },
      },
      tooEarly: {
        summary: "Pause what does not run",
        params: { ...one, action: "pause" },
        body: {},
        status: 409,
        answer: exampleProblem("CONFLICT", "This upload is previewed: it cannot be paused now. Load it again.", {
          state: "previewed",
        }),
      },
    },
  },
  {
    id: "listRejectedRecords",
    method: "get",
    path: "/api/v1/uploads/{uploadId}/errors",
    tag: "uploads",
    summary: "List all records of an upload that could not be used",
    description: "As it runs. With `format=csv` the answer is text/csv with a header (RFC 4180).",
    who: "person",
    right: "source.manage",
    params: { path: uploadPath, query: rejectedFilterSchema },
    answers: { 200: { description: "All of them, in their order", schema: rejectedListSchema } },
    problems: gone,
    examples: {
      json: {
        summary: "One line that is no JSON",
        params: one,
        status: 200,
        answer: { items: [{ line: 3, reason: "The line is not JSON." }] },
      },
    },
  },
];
