import "server-only";
import { headers } from "next/headers";

/**
 * Whether a page is loaded as a document, so that somebody sees its status. What the router of an open page fetches has
 * none: such a page says by itself that what it is about is not there.
 */
export async function isPageLoad(): Promise<boolean> {
  return (await headers()).get("sec-fetch-dest") !== "empty";
}
