import type { Page } from "@playwright/test";

/** The page where an admin looks after people. */
export class PeoplePage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/admin/people");
  }

  /** The row of one person in the table. */
  row(name: string) {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name }) });
  }

  /** Adds a reviewer. @returns the password, which the page shows this once */
  async add(email: string, name: string): Promise<string> {
    await this.page.getByRole("button", { name: "Add person" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("E-mail address").fill(email);
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    await dialog.getByRole("button", { name: "Add person" }).click();
    const password = (await dialog.locator("code").textContent()) ?? "";
    await dialog.getByRole("button", { name: "Done" }).click();
    return password;
  }

  async disable(name: string): Promise<void> {
    await this.page.getByRole("button", { name: `Actions for ${name}` }).click();
    await this.page.getByRole("menuitem", { name: "Disable" }).click();
    await this.page
      .getByRole("alertdialog")
      .or(this.page.getByRole("dialog"))
      .getByRole("button", { name: "Disable" })
      .click();
  }
}
