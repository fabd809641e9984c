import type { Page } from "@playwright/test";

/** The page where a conversation is pasted and what came of it is shown. */
export class PastePage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/ingest");
  }

  get result() {
    return this.page.locator("section", { has: this.page.getByRole("heading", { name: "Reading", exact: true }) });
  }

  async send(text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Conversation" }).fill(text);
    await this.page.getByRole("button", { name: "Send to be read" }).click();
  }

  async another(): Promise<void> {
    await this.page.getByRole("button", { name: "Paste another" }).click();
  }

  /** The conversation that was just sent, from the link to it. */
  async conversationId(): Promise<string> {
    const href = await this.page.getByRole("link", { name: "Open the conversation" }).getAttribute("href");
    return href?.split("/").at(-1) ?? "";
  }
}
