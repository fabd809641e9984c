import type { Page } from "@playwright/test";

/** The figures. */
export class MeasurePage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/measure");
  }

  get matrix() {
    return this.page.getByRole("table", { name: /^What the model said against what people found/ });
  }

  /** The four counts: what the model said by what a person found. */
  async counts(): Promise<{ tp: string; fn: string; fp: string; tn: string }> {
    const cells = (row: string) =>
      this.matrix
        .getByRole("row")
        .filter({ has: this.page.getByRole("rowheader", { name: row, exact: true }) })
        .getByRole("cell");
    const [tp = "", fp = ""] = await cells("Risk").allInnerTexts();
    const [fn = "", tn = ""] = await cells("No risk").allInnerTexts();
    return { tp, fn, fp, tn };
  }
}
