/** One utterance as the engines see it: who spoke, in the roles of design.md, and the raw text. */
import { z } from "zod";

export const MESSAGE_ROLES = ["user", "assistant", "agent", "system"] as const;
export type MessageRole = (typeof MESSAGE_ROLES)[number];
export const messageRoleSchema = z.enum(MESSAGE_ROLES);

export type ReadableMessage = { role: MessageRole; text: string };
