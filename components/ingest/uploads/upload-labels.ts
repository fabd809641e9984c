import type { Tone } from "@/components/ui/tone";
import { MESSAGE_ROLES, type MessageRole } from "@/domain/ingest/message";
import type { UploadDto, UploadState } from "@/domain/ingest/uploads/upload-schema";

/** Where an upload stands, in a word, and its colour. */
const STATE_LOOKS: Readonly<Record<UploadState, { label: string; tone: Tone }>> = {
  receiving: { label: "Arriving", tone: "info" },
  scanning: { label: "Being looked through", tone: "info" },
  previewed: { label: "Ready to start", tone: "accent" },
  running: { label: "Being brought in", tone: "info" },
  paused: { label: "Paused", tone: "warn" },
  finished: { label: "Brought in", tone: "ok" },
  cancelled: { label: "Cancelled", tone: "neutral" },
  failed: { label: "Failed", tone: "danger" },
};

/** The look of one upload: one that cannot be read as it is waits for an answer. */
export function lookOf({ state, refusal, guessed }: Pick<UploadDto, "state" | "refusal" | "guessed">): {
  label: string;
  tone: Tone;
} {
  return state === "previewed" && (refusal !== null || guessed.length > 0)
    ? { label: "Needs an answer", tone: "warn" }
    : STATE_LOOKS[state];
}

/** Whether something happens to it without anybody's doing. */
export function isMoving(state: UploadState): boolean {
  return state === "receiving" || state === "scanning" || state === "running";
}

/** Whether it is over. */
export function hasEnded(state: UploadState): boolean {
  return state === "finished" || state === "cancelled" || state === "failed";
}

const ROLES_IN_WORDS: Readonly<Record<MessageRole, string>> = {
  user: "Person we care about",
  assistant: "Assistant (a machine)",
  agent: "Agent (staff)",
  system: "System (notices)",
};

export const ROLE_OPTIONS = MESSAGE_ROLES.map((role) => ({ value: role, label: ROLES_IN_WORDS[role] }));

/** A role in plain words. */
export function roleText(role: MessageRole): string {
  return ROLES_IN_WORDS[role];
}

/** What a file is called, also once its name was erased. */
export function nameOf({ fileName }: Pick<UploadDto, "fileName">): string {
  return fileName ?? "A file whose name was erased";
}
