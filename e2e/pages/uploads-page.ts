import type { Page } from "@playwright/test";
import { untilLive } from "@/e2e/pages/until-live";

export type TestFile = { name: string; text: string };

/** The list of uploads, and the page of one. */
export class UploadsPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/ingest/uploads");
    await untilLive(this.page);
  }

  /** Drops files on the page, as from a folder's window. */
  async drop(...files: TestFile[]): Promise<void> {
    const transfer = await this.page.evaluateHandle((given) => {
      const made = new DataTransfer();
      for (const { name, text } of given) made.items.add(new File([text], name));
      return made;
    }, files);
    await this.page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
    await this.page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  }

  /** Drops a folder of this machine the way the operating system does: scripts cannot make one up. */
  async dropFolder(path: string): Promise<void> {
    const browser = await this.page.context().newCDPSession(this.page);
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      const data = { items: [], files: [path], dragOperationsMask: 1 };
      await browser.send("Input.dispatchDragEvent", { type, x: 300, y: 200, data });
    }
    await browser.detach();
  }

  async choose(...files: TestFile[]): Promise<void> {
    await this.page
      .getByLabel("Files", { exact: true })
      .setInputFiles(files.map(({ name, text }) => ({ name, mimeType: "", buffer: Buffer.from(text) })));
  }

  async chooseFolder(path: string): Promise<void> {
    await this.page.getByLabel("Folder", { exact: true }).setInputFiles(path);
  }

  get list() {
    return this.page.getByRole("list", { name: "Uploads" });
  }

  /** The newest upload of this name. */
  row(name: string) {
    return this.list
      .getByRole("listitem")
      .filter({ has: this.page.getByRole("link", { name, exact: true }) })
      .first();
  }

  async openUpload(name: string): Promise<void> {
    await this.row(name).getByRole("link").click();
    await this.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** The id in the address. */
  get id(): string {
    return this.page.url().split("/").at(-1) ?? "";
  }

  get main() {
    return this.page.getByRole("main");
  }

  button(name: string) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** What the preview says of one thing. */
  fact(term: string) {
    return this.page
      .getByRole("region", { name: "What is in it" })
      .locator("dl > div")
      .filter({ has: this.page.getByText(term, { exact: true }) })
      .locator("dd");
  }

  async lookAgain(): Promise<void> {
    await this.button("Look through it again").click();
  }
}
