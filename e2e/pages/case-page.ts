import type { Page } from "@playwright/test";

/** One case, open before a reviewer. */
export class CasePage {
  constructor(readonly page: Page) {}

  async open(caseId: string): Promise<void> {
    await this.page.goto(`/cases/${caseId}`);
  }

  /** The case that the address names. */
  get id(): string {
    return /\/cases\/([0-9a-f-]+)/.exec(this.page.url())?.[1] ?? "";
  }

  get heading() {
    return this.page.getByRole("heading", { level: 1, name: /^Conversation from/ });
  }

  get transcript() {
    return this.page.getByRole("list", { name: "Messages" });
  }

  /** One message by its number, from 1. */
  message(number: number) {
    return this.transcript.locator("[data-message]").nth(number - 1);
  }

  get find() {
    return this.page.getByRole("searchbox", { name: "Find" });
  }

  get findState() {
    return this.page.getByRole("search", { name: "Find in the conversation" }).getByRole("status");
  }

  get model() {
    return this.page.getByRole("region", { name: /^The (model|offline rules)'s? reading$/ });
  }

  get decision() {
    return this.page.getByRole("region", { name: "Your decision" });
  }

  get save() {
    return this.page.getByRole("button", { name: /^Save/ });
  }

  /** What saving would put on record, or what is still to be said. */
  get saveState() {
    return this.page.locator("#save-state");
  }

  get take() {
    return this.page.getByRole("button", { name: /^Take this case/ });
  }

  get note() {
    return this.decision.getByRole("textbox", { name: /^Note/ });
  }

  /** One risk in the form, by its number. */
  risk(number: number) {
    return this.decision
      .getByRole("list", { name: "Risks" })
      .locator("> li")
      .nth(number - 1);
  }

  async agreeWithAll(): Promise<void> {
    await this.decision
      .getByRole("button", { name: /^Agree/ })
      .first()
      .click();
  }

  async nothingPresent(): Promise<void> {
    await this.decision.getByRole("button", { name: /^Nothing present/ }).click();
  }

  /** Says that a risk of the model is there, but otherwise than it said. */
  async correct(number: number, changes: { severity?: string; imminence?: string }): Promise<void> {
    await this.risk(number).getByRole("radio", { name: "Change" }).check();
    if (changes.severity) await this.risk(number).getByLabel("Severity").selectOption({ label: changes.severity });
    if (changes.imminence) await this.risk(number).getByLabel("Imminence").selectOption({ label: changes.imminence });
  }

  /** Adds a risk the model missed, shown by one message. */
  async addMissed(risk: { type: string; subject: string; severity: string }, messageNumber: number): Promise<void> {
    await this.decision.getByRole("button", { name: /^Add a risk/ }).click();
    const row = this.decision.getByRole("list", { name: "Risks" }).locator("> li").last();
    await row.getByLabel("Risk", { exact: true }).selectOption({ label: risk.type });
    await row.getByLabel("Who is at risk").selectOption({ label: risk.subject });
    await row.getByLabel("Severity").selectOption({ label: risk.severity });
    await this.page.getByRole("checkbox", { name: `Message ${messageNumber} shows it` }).check();
    await row.getByRole("button", { name: "Done choosing" }).click();
  }
}
