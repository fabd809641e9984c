import type { Page } from "@playwright/test";
import { untilLive } from "@/e2e/pages/until-live";

/** The sources, adding one, and the page of one. */
export class SourcesPage {
  constructor(readonly page: Page) {}

  async open(sourceId?: string): Promise<void> {
    await this.page.goto(sourceId === undefined ? "/ingest/sources" : `/ingest/sources/${sourceId}`);
    await untilLive(this.page);
  }

  heading(name: string) {
    return this.page.getByRole("heading", { name, level: 1 });
  }

  /** The row of one source in the list. */
  row(name: string) {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name }) });
  }

  /** Waits for the first event, and says when it is there. */
  get firstEvent() {
    return this.page.locator("[data-first-event]");
  }

  /** A value that is to be copied, such as the address. */
  copied(label: string) {
    return this.page.getByRole("figure", { name: label, exact: true }).locator("code");
  }

  /** Deliveries in which this text stands. */
  deliveries(text: string | RegExp) {
    return this.page.locator("[data-delivery]").filter({ hasText: text });
  }

  /** A banner with this title. */
  banner(title: string | RegExp) {
    return this.page.getByRole("main").getByText(title);
  }

  async act(name: string): Promise<void> {
    await this.page.getByRole("button", { name: /^Actions for/ }).click();
    await this.page.getByRole("menuitem", { name }).click();
  }

  async confirm(name: string): Promise<void> {
    await this.page.getByRole("alertdialog").getByRole("button", { name, exact: true }).click();
  }
}
