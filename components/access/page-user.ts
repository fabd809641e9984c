import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { signInPath } from "@/components/access/safe-next";
import type { UserActor } from "@/domain/access/actor";
import { findUserActor } from "@/domain/access/authenticate";

/** The person behind the page being rendered, or null. Looked up once for layout and page together. */
export const findPageUser = cache(async (): Promise<UserActor | null> => findUserActor(await headers()));

/**
 * The person behind the page being rendered; without one, the sign-in page, and from there back to `path`. Every page asks,
 * because a layout is not rendered again when a person moves between pages.
 */
export async function requirePageUser(path: string): Promise<UserActor> {
  return (await findPageUser()) ?? redirect(signInPath(path));
}
