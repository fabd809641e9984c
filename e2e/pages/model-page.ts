import type { Page } from "@playwright/test";

/** The page where an admin looks after the model. */
export class ModelPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/admin/model");
  }

  /** The rows of the endpoints, one for each process that sees one. */
  get endpoints() {
    return this.page.getByRole("table", { name: "Endpoints of the model" }).locator("tbody tr");
  }

  get strategy() {
    return this.page.getByRole("region", { name: "Strategy", exact: true });
  }

  get tryIt() {
    return this.page.getByRole("region", { name: "Try it" });
  }

  /** Chooses a strategy by its label and confirms it. */
  async choose(label: string): Promise<void> {
    await this.strategy.getByRole("radio", { name: new RegExp(`^${label}`) }).check();
    await this.strategy.getByRole("button", { name: "Use this strategy" }).click();
    await this.page.getByRole("alertdialog").getByRole("button", { name: "Use it" }).click();
  }
}
