import type { Page } from "@playwright/test";

/**
 * Keeps the live stream from a page, as a proxy does that does not let streams through: it then learns of changes by its
 * heartbeats and polls alone, so that a press can meet a state that has moved on.
 */
export async function withoutLive(page: Page): Promise<void> {
  await page.route("**/api/v1/events", (route) => route.fulfill({ status: 404 }));
}
