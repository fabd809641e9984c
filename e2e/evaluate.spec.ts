import { sendConversation, untilRead } from "@/e2e/desk/desk-client";
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

test("An admin has past conversations read again, sees whom only the other reading flags, and the queue is as it was", async ({
  desk,
  open,
}) => {
  const admin = await desk.admin();
  const page = await open.as(admin, { reducedMotion: "reduce" });
  const settings = desk.model?.settings;
  if (!settings) throw new Error("this story needs a model");

  await test.step("nothing was read again yet, and without a past there is nothing to read", async () => {
    await page.goto("/measure");
    await page.getByRole("navigation", { name: "Measure" }).getByRole("link", { name: "Shadow runs" }).click();
    await expect(page.getByText("Nothing was read again yet")).toBeVisible();
    await page.getByRole("button", { name: "Start" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "It was not started" })).toContainText(
      "No conversation fits",
    );
    await expectAccessible(page, "the form of a shadow run");
  });

  for (const text of ["I want to end it all tonight", "a lantern by the quiet harbour", "the weather is fine"]) {
    const { id } = await sendConversation(desk.url, admin, [text]);
    await untilRead(desk.url, admin, id);
  }

  await test.step("another reading of the same words is set beside what stood", async () => {
    settings.readAs = "I want to end it all tonight";
    await page.getByLabel("Strategy").selectOption("panel");
    await page.getByLabel("Seed of the draw").fill("tuesday");
    await page.getByRole("button", { name: "Start" }).click();
    await expect(page.getByRole("heading", { name: "The model that reads now, panel of 3" })).toBeVisible();
    await expect(page.getByText("Finished").first()).toBeVisible({ timeout: 60_000 });
    settings.readAs = null;
    await expect(
      page.getByText("2 conversations that only the shadow reading flags, and nobody has decided on"),
    ).toBeVisible();
    const rows = page.getByRole("table", { name: /what both readings say/ }).getByRole("row");
    await expect(rows.filter({ hasText: "No risk, then risk" })).toContainText(/2\s*0\s*0\s*2/);
    const queue = page.getByRole("table", { name: "Cases by tier" }).getByRole("row");
    await expect(queue.filter({ hasText: "All cases" })).toContainText(/1\s*3/);
    await expect(page.getByText("All that fit were taken.")).toBeVisible();
    await expectAccessible(page, "the result of a shadow run");
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  const run = page.url();
  await test.step("the number leads to the conversations, and the queue has the one case it had", async () => {
    await page.getByRole("link", { name: "See which" }).click();
    await expect(page.getByText("What stood: no risk. Shadow: risk. Person: undecided. 2 conversations")).toBeVisible();
    await expectAccessible(page, "the conversations behind a number of a shadow run");
    await page.getByRole("link", { name: /open conversation 1/ }).click();
    await expect(page.getByText(/lantern|weather/).first()).toBeVisible();
    const cases = await page.request.get("/api/v1/cases");
    expect((await cases.json()).items).toHaveLength(1);
  });

  await test.step("an auditor reads the result, and can neither order nor change one", async () => {
    const auditor = await open.asNew("Alba Auditor", "auditor");
    await auditor.goto("/measure/shadow");
    await expect(auditor.getByRole("list", { name: "Shadow runs" })).toContainText("3 read");
    await expect(auditor.getByRole("button", { name: "Start" })).toHaveCount(0);
    await auditor.goto(run);
    await expect(auditor.getByText("What would have been different")).toBeVisible();
    await expect(auditor.getByRole("button", { name: /Pause|Cancel|Resume/ })).toHaveCount(0);
  });
});
