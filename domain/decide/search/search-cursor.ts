import "server-only";
import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { isId } from "@/lib/ids/new-id";
import { keyring } from "@/lib/keys/data-keys";

const stateSchema = z.object({
  /** The same in all steps of one search. */
  searchId: z.string().refine(isId),
  step: z.number().int(),
  /** The conversation that the next step begins after; null before the first step. */
  after: z.string().refine(isId).nullable(),
  looked: z.number().int(),
  of: z.number().int(),
});
/** How far a search has come. It travels with the search and is kept nowhere. */
export type SearchState = z.infer<typeof stateSchema>;

function sign(text: string, owner: readonly string[]): Buffer {
  return Buffer.from(keyring().lookupHash("content_search_cursor", text, ...owner));
}

/** @param owner what the cursor is good for: who searches, for what, and where */
export function writeCursor(state: SearchState, owner: readonly string[]): string {
  const text = JSON.stringify(state);
  return `${Buffer.from(text).toString("base64url")}.${sign(text, owner).toString("base64url")}`;
}

/**
 * Reads what `writeCursor` wrote. Signed, so that the steps of one search on the record are of one person and one search.
 * @throws INVALID where it is none, or one of another search
 */
export function readCursor(cursor: string, owner: readonly string[]): SearchState {
  const [body = "", signature = ""] = cursor.split(".");
  const text = Buffer.from(body, "base64url").toString();
  const [given, expected] = [Buffer.from(signature, "base64url"), sign(text, owner)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new AppError("INVALID", "The cursor is not one that this search gave. Begin again without it.");
  return stateSchema.parse(JSON.parse(text));
}
