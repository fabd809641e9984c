import { z } from "zod";
import { callApi, sendConversation, untilRead } from "@/e2e/desk/desk-client";
import { expect, test } from "@/e2e/fixtures";
import { expectAccessible } from "@/e2e/pages/expect-accessible";
import { ModelPage } from "@/e2e/pages/model-page";

test.use({ deskOptions: { ownFor: "a strategy and rules of its own" } });

const readingSchema = z.object({ classification: z.object({ strategy: z.string(), judges: z.number().nullable() }) });

test("An admin sees what reads, chooses a strategy, and the next conversation is read by it", async ({
  desk,
  open,
}) => {
  const { url, model } = desk;
  if (!model) throw new Error("this desk needs its stand-in");
  const admin = await desk.admin();
  const key = await desk.key("Evening chat");
  const page = await open.as(admin, { reducedMotion: "reduce" });
  const modelPage = new ModelPage(page);

  async function readNow() {
    const { id } = await sendConversation(url, key, ["a quiet evening with a book"]);
    await untilRead(url, key, id);
    const answer = await callApi(url, admin, `/api/v1/conversations/${id}`);
    return readingSchema.parse(await answer.json()).classification;
  }

  expect(await readNow()).toEqual({ strategy: "single", judges: null });
  await modelPage.open();
  await expect(page.getByText("INFERENCE_URL names a server")).toBeVisible();
  const worker = modelPage.endpoints.filter({ hasText: "Answering" });
  await expect(worker.first()).toContainText(new URL(url).hostname);
  await expect(worker.first()).toContainText("breaker closed");
  await expect(worker.first()).toContainText(/bfloat16 · [\d,]+ tokens/);
  await expect(modelPage.strategy).toContainText("In force: Single, by INFERENCE_STRATEGY.");
  await expect(modelPage.strategy).toContainText("Here: 1 call each");
  await expectAccessible(page, "the model page");

  await modelPage.choose("Panel");
  await expect(modelPage.strategy).toContainText("In force: Panel of 3, more than half, chosen by Ada Admin");
  // Each process follows within two seconds.
  await expect.poll(readNow, { timeout: 15_000 }).toEqual({ strategy: "panel", judges: 3 });
  await expect(modelPage.strategy).toContainText("Here: 3 calls each", { timeout: 10_000 });

  await test.step("a text can be tried, and nothing of it is kept", async () => {
    const count = async () => (await (await callApi(url, admin, "/api/v1/conversations")).json()).items.length;
    const before = await count();
    await modelPage.tryIt.getByLabel("Text").fill("User: Good evening\nUser: I want to end it all tonight");
    await modelPage.tryIt.getByRole("button", { name: "Read it" }).click();
    await expect(modelPage.tryIt).toContainText("Risk found");
    await expect(modelPage.tryIt).toContainText("Seen in #2");
    await expect(modelPage.tryIt).toContainText("named by every judge that answered");
    await expect(modelPage.tryIt).toContainText("3 calls");
    await expect(modelPage.tryIt).toContainText(/Lean \d+%/);
    await expect(page.getByText(/probability/i)).toHaveCount(0);
    expect(await count()).toBe(before);
    await expectAccessible(page, "a text that was tried");
  });

  await test.step("on a phone nothing has to be scrolled sideways but the table", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

test("An endpoint that fails is left alone, and the page says so until it answers again", async ({
  desk,
  open,
  problems,
}) => {
  test.setTimeout(120_000);
  const { url, model } = desk;
  if (!model) throw new Error("this desk needs its stand-in");
  const key = await desk.key("Evening chat");
  const page = await open.as(await desk.admin());
  const modelPage = new ModelPage(page);
  await modelPage.open();
  await expect(modelPage.endpoints.first()).toBeVisible();
  model.fail({ kind: "503", everywhere: true });
  const leftAlone = modelPage.endpoints.filter({ hasText: "Left alone" });
  // It is tried again after a few seconds, for longer each time: conversations keep coming until the page has seen a pause.
  await expect(async () => {
    for (let index = 0; index < 3; index += 1) await sendConversation(url, key, [`a word of evening ${Math.random()}`]);
    await expect(leftAlone.first()).toContainText("breaker open", { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await expect(leftAlone.first()).toContainText("503");
  await test.step("a text that is tried meanwhile is not read, and what was seen all the same is shown", async () => {
    await modelPage.tryIt.getByLabel("Text").fill("I want to end it all tonight");
    await modelPage.tryIt.getByRole("button", { name: "Read it" }).click();
    await expect(modelPage.tryIt).toContainText("Not read", { timeout: 20_000 });
    await expect(modelPage.tryIt.getByRole("list", { name: "Suspected risks" })).toContainText("Suicide");
    // The browser's own word for an answer that the page expects.
    expect(problems.splice(0)).toEqual([expect.stringContaining("the server responded with a status of 503")]);
  });
  model.mend();
  await expect(leftAlone).toHaveCount(0, { timeout: 60_000 });
  // The first call after a pause decides whether it is back.
  await sendConversation(url, key, ["a word of the evening after"]);
  await expect(modelPage.endpoints.filter({ hasText: "Answering" }).first()).toBeVisible();
});

test("Rules of the house are refused with line and reason, tried, saved in versions, and read by", async ({
  desk,
  open,
}) => {
  const page = await open.as(await desk.admin(), { reducedMotion: "reduce" });
  await page.goto("/admin/model");
  await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Offline rules" }).click();
  const editor = page.getByLabel("Rules, in YAML");
  const rule = (type: string) =>
    `rules:\n  - id: blue-lagoon\n    type: ${type}\n    who: both\n    severity: high\n    imminence: urgent\n    any:\n      - off to the blue lagoon\n`;
  await expect(page.getByText("None yet: the built-in rules read alone.")).toBeVisible();

  await editor.fill(rule("worry"));
  await page.getByRole("button", { name: "Save as version 1" }).click();
  await expect(page.getByRole("region", { name: "Rules of this house" }).getByRole("alert")).toContainText("Line 3");
  await page.getByRole("button", { name: "Go to line 3" }).click();
  await expect(editor).toBeFocused();
  expect(
    await editor.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd)),
  ).toContain("type: worry");
  await expectAccessible(page, "rules that do not compile");

  await editor.fill(rule("suicide"));
  await page.getByLabel("Words to read").fill("I am off to the blue lagoon");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("region", { name: "In force" })).toContainText("No risk found");
  await expect(page.getByRole("region", { name: "As edited" })).toContainText("Suicide");

  await page.getByLabel("Note").fill("A place of our town");
  await page.getByRole("button", { name: "Save as version 1" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "A place of our town" })).toContainText("Version 1");
  await expect(page.getByRole("button", { name: "Save as version 2" })).toBeDisabled();
  await page.getByRole("button", { name: "Look at version 1" }).click();
  await expect(page.getByRole("dialog", { name: "Version 1" })).toContainText("off to the blue lagoon");
  await expectAccessible(page, "a version of the rules");
});

test("Whoever does not look after the model is told so", async ({ open }) => {
  const page = await open.asNew("Rea Reviewer", "reviewer");
  for (const path of ["/admin/model", "/admin/model/rules"]) {
    await page.goto(path);
    await expect(page.getByText(/looking after the (model|offline rules)/)).toBeVisible();
  }
});
