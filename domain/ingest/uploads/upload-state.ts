/** The states of an upload and the way between them. Pure. */
import type { UploadState } from "@/domain/ingest/uploads/upload-schema";
import { AppError } from "@/lib/errors/app-error";

/** What people do with an upload: from which states it can be done, and the state after it. */
const ACTIONS = {
  answer: { from: ["previewed"], to: "scanning" },
  start: { from: ["previewed"], to: "running" },
  pause: { from: ["running"], to: "paused" },
  resume: { from: ["paused"], to: "running" },
  cancel: { from: ["receiving", "scanning", "previewed", "running", "paused"], to: "cancelled" },
} as const satisfies Record<string, { from: readonly UploadState[]; to: UploadState }>;

export type UploadAction = keyof typeof ACTIONS;
export const UPLOAD_ACTIONS = Object.keys(ACTIONS) as [UploadAction, ...UploadAction[]];

/** The action of this name. Throws NOT_FOUND. */
export function readUploadAction(name: string): UploadAction {
  if (Object.hasOwn(ACTIONS, name)) return name as UploadAction;
  throw new AppError("NOT_FOUND", `There is no such action. There are: ${UPLOAD_ACTIONS.join(", ")}.`);
}

/** The state after an action. Throws CONFLICT when the upload is not in a state for it. */
export function stateAfter(action: UploadAction, state: UploadState): UploadState {
  const { from, to } = ACTIONS[action];
  const allowed: readonly UploadState[] = from;
  if (allowed.includes(state)) return to;
  throw new AppError("CONFLICT", `This upload is ${state}: it cannot ${WORDS[action]} now. Load it again.`, {
    members: { state },
  });
}

const WORDS: Record<UploadAction, string> = {
  answer: "be read in another way",
  start: "be started",
  pause: "be paused",
  resume: "go on",
  cancel: "be cancelled",
};
