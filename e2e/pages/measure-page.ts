import type { Page } from "@playwright/test";

/** The figures. */
export class MeasurePage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/measure");
  }

  get matrix() {
    return this.page.getByRole("table", { name: /^What reviewers found against what the model said/ });
  }

  /** The four counts: what the reviewer found by what the model said. */
  async counts(): Promise<{ tp: string; fn: string; fp: string; tn: string }> {
    const cells = (row: string) =>
      this.matrix
        .getByRole("row")
        .filter({ has: this.page.getByRole("rowheader", { name: row, exact: true }) })
        .getByRole("cell");
    const [tp = "", fn = ""] = await cells("Risk").allInnerTexts();
    const [fp = "", tn = ""] = await cells("No risk").allInnerTexts();
    return { tp, fn, fp, tn };
  }
}
