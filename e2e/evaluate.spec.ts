import { expect, test } from "@/e2e/fixtures";
import { expectAccessible } from "@/e2e/pages/expect-accessible";

const risk = (id: string, text: string) => ({
  id,
  text,
  expected: { outcome: "risk", risks: [{ type: "suicide", severity: "high" }] },
});
const none = (id: string, text: string) => ({ id, text, expected: { outcome: "none" } });
const LABELS = [
  risk("plain", "I want to end it all tonight"),
  risk("hidden", "a lantern by the quiet harbour"),
  none("joke", "kms lmao this exam"),
  none("weather", "the weather is fine"),
  none("alarm", "a quote: I want to die, he sang"),
];

test("An admin measures two strategies on a file of labels, and an auditor reads the figures without the texts", async ({
  desk,
  open,
}) => {
  const page = await open.as(await desk.admin(), { reducedMotion: "reduce" });
  await page.goto("/measure");
  await page.getByRole("navigation", { name: "Measure" }).getByRole("link", { name: "Evaluate" }).click();
  await expect(page.getByText("Nothing was measured yet")).toBeVisible();
  const start = page.getByRole("button", { name: "Start" });
  await expect(start).toBeDisabled();

  await test.step("a file that is no label is refused with its line", async () => {
    const broken = { name: "broken.jsonl", mimeType: "text/plain", buffer: Buffer.from("not a label") };
    await page.getByLabel("File of labels").setInputFiles(broken);
    await start.click();
    const form = page.getByRole("region", { name: "Measure on labels of your own" });
    await expect(form.getByRole("alert")).toContainText("Line 1 of the file: not JSON");
  });

  await test.step("both strategies are read, set beside each other, and compared in words", async () => {
    const text = LABELS.map((label) => JSON.stringify(label)).join("\n");
    const file = { name: "labels.jsonl", mimeType: "text/plain", buffer: Buffer.from(text) };
    await page.getByLabel("File of labels").setInputFiles(file);
    await page.getByLabel("Panel").check();
    await expectAccessible(page, "the form of an evaluation");
    await start.click();
    await expect(page.getByRole("heading", { name: "labels.jsonl" })).toBeVisible();
    await expect(page.getByText("Finished").first()).toBeVisible({ timeout: 30_000 });
    const rows = page.getByRole("table", { name: "What each strategy reached and cost" }).getByRole("row");
    await expect(rows.filter({ hasText: "Single" })).toContainText(/50%.*67%.*60%.*1\.0/);
    await expect(rows.filter({ hasText: "Panel of 3" })).toContainText("3.0");
    await expect(page.getByText("Single and Panel were right on the very same cases.")).toBeVisible();
    await expect(page.getByText("Of 2 cases with a risk, 50%")).toBeVisible();
    await page.getByRole("radio", { name: "Panel of 3, more than half" }).check();
    await expect(page.getByRole("region", { name: "Panel of 3, more than half" })).toContainText("3.0 a case");
    await expectAccessible(page, "the figures of an evaluation");
  });

  await test.step("the misses are shown when asked for, the missed risk first", async () => {
    await expect(page.getByText("lantern")).toHaveCount(0);
    await page.getByRole("button", { name: "Show the texts" }).click();
    const misses = page.getByRole("list", { name: "Worst misses" }).locator(":scope > li");
    await expect(misses.first()).toContainText("a lantern by the quiet harbour");
    await expect(misses.first()).toContainText("Label: a high risk. Read: no risk.");
    await expect(misses).toHaveCount(2);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step("an auditor sees figures, and neither texts nor the file's name nor buttons", async () => {
    const auditor = await open.asNew("Alba Auditor", "auditor");
    await auditor.goto(page.url());
    await expect(auditor.getByRole("heading", { name: "5 labelled cases" })).toBeVisible();
    await expect(auditor.getByRole("table", { name: "What each strategy reached and cost" })).toBeVisible();
    await expect(auditor.getByRole("button", { name: /Delete|Show the texts/ })).toHaveCount(0);
  });

  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await expect(page.getByText("Nothing was measured yet")).toBeVisible();
});
