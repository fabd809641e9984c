import type { Page } from "@playwright/test";

/**
 * Waits until the scripts of a page that was just loaded listen to it: what the server rendered can be seen a little
 * before its keys and buttons act. React marks the elements it has taken over.
 */
export async function untilLive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const button = document.querySelector("main button, main a");
    return button !== null && Object.keys(button).some((name) => name.startsWith("__reactProps"));
  });
  // Effects, which bind the keys, run after the frame in which the elements were taken over.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
}
