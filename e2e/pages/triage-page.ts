import type { Page } from "@playwright/test";
import { untilLive } from "@/e2e/pages/until-live";

/** The queue. */
export class TriagePage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/triage");
    await untilLive(this.page);
  }

  get heading() {
    return this.page.getByRole("heading", { name: "Triage", level: 1 });
  }

  get nextCase() {
    return this.page.getByRole("button", { name: /^Next case/ });
  }

  /** The row of one case. */
  row(caseId: string) {
    return this.page.locator(`[data-case="${caseId}"]`);
  }

  /** Rows in which this text stands. */
  rowsWith(text: string | RegExp) {
    return this.page.locator("[data-case]").filter({ hasText: text });
  }
}
