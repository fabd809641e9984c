import type { Page } from "@playwright/test";
import { untilLive } from "@/e2e/pages/until-live";

/** A page of the settings. */
export class SettingsPage {
  constructor(readonly page: Page) {}

  async open(group: string): Promise<void> {
    await this.page.goto(`/admin/settings/${group}`);
    await this.page.getByRole("button", { name: "Save" }).first().waitFor();
    await untilLive(this.page);
  }

  form(title: string) {
    return this.page.getByRole("form", { name: title });
  }

  field(label: string) {
    return this.page.getByLabel(label, { exact: true });
  }

  get changes() {
    return this.page.getByRole("region", { name: "What would change" });
  }

  async fill(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
  }

  /** Saves the only form that has changes. */
  async save(why?: string): Promise<void> {
    if (why !== undefined) await this.page.getByLabel("Why").fill(why);
    await this.page.getByRole("button", { name: "Save" }).click();
  }

  async openHistory(): Promise<void> {
    await this.page.getByText(/^History, /).click();
  }
}
