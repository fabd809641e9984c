import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Holds a page to axe: all rules in the light theme; in the dark one those that depend on colours. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    // Without frames there is nothing to put together, for which axe would open another page each time.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // Base UI's guards are empty, focusable and outside of everything on purpose.
    axe.exclude("[data-base-ui-focus-guard]");
    if (colorScheme === "light") axe.withTags(RULES);
    else axe.withRules(["color-contrast", "link-in-text-block"]);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => [
      id,
      ...nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
    ]);
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}
