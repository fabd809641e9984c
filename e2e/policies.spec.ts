import { expect, test } from "@/e2e/fixtures";
import { expectAccessible } from "@/e2e/pages/expect-accessible";

const HOSTILE = [
  "# In danger now",
  "",
  "Ask how they are, and [call](tel:+15550100).",
  "",
  "<img src=x onerror=\"document.title='taken'\">",
  "",
  "<script>document.title = 'taken'</script>",
  "",
  "[a link](javascript:document.title='taken')",
  "",
  "![a picture](https://elsewhere.example/pixel.png)",
].join("\n");

test("An admin writes a policy, changes it, takes an earlier version up again and retires it", async ({
  desk,
  open,
}) => {
  const page = await open.as(await desk.admin(), { reducedMotion: "reduce" });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).host));
  await page.goto("/admin/policies");
  await expect(page.getByText("No policy has been written")).toBeVisible();
  await expectAccessible(page, "no policies");
  await page.getByRole("link", { name: "Write a policy" }).click();

  await test.step("hostile Markdown shows as text, and nothing of it runs, is fetched or can be followed", async () => {
    await page.getByLabel("Title").fill("When somebody is in danger now");
    await page.getByLabel("Suicide").check();
    await page.getByLabel("Text, in Markdown").fill(HOSTILE);
    const preview = page.getByRole("region", { name: "As reviewers see it" });
    await expect(preview.getByRole("heading", { name: "In danger now", exact: true })).toBeVisible();
    await expect(preview.getByText("[picture: a picture]")).toBeVisible();
    await expect(preview.getByRole("link")).toHaveCount(1);
    await expectAccessible(page, "writing a policy");
    await page.getByLabel("Why").fill("The first one");
    await page.getByRole("button", { name: "Save as version 1" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "When somebody is in danger now" })).toBeVisible();
    expect(await page.title()).not.toContain("taken");
    expect([...new Set(asked.filter((host) => host !== ""))]).toEqual([new URL(desk.url).host]);
  });

  await test.step("each version says what changed, and an earlier one can be taken up again", async () => {
    await page.getByLabel("Text, in Markdown").fill("Ask how they are.\n\nThen call.");
    await page.getByRole("button", { name: "Save as version 2" }).click();
    await expect(page.getByText("Saved. Version 2")).toBeVisible();
    await page.getByRole("button", { name: "What changed with version 2" }).click();
    const dialog = page.getByRole("dialog", { name: "Version 2", exact: true });
    await expect(dialog).toContainText("added: Then call.");
    await expect(dialog).toContainText("taken away: # In danger now");
    await expectAccessible(page, "what changed in a policy");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Take version 1 up again" }).click();
    await expect(page.getByLabel("Text, in Markdown")).toHaveValue(HOSTILE);
    await page.getByRole("button", { name: "Save as version 3" }).click();
    await expect(page.getByText("Saved. Version 3")).toBeVisible();
  });

  await test.step("a text that no reader gets through is refused where it stands", async () => {
    await page.getByLabel("Text, in Markdown").fill(`Fine\n\n${">".repeat(40)} deep`);
    await page.getByRole("button", { name: "Save as version 4" }).click();
    await expect(page.getByText(/Line 3 quotes or lists stand too deep/)).toBeVisible();
    await page.getByLabel("Text, in Markdown").fill(HOSTILE);
  });

  await test.step("a reviewer reads it and has no way to change it; retired, it stands beside no case", async () => {
    const reviewer = await open.asNew("Rosa Reviewer", "reviewer");
    await reviewer.goto(page.url());
    await expect(reviewer.getByRole("heading", { name: "In danger now", exact: true })).toBeVisible();
    await expect(reviewer.getByRole("main").getByRole("button", { name: /Save|Retire|Take/ })).toHaveCount(0);
    await page.getByRole("button", { name: "Retire" }).click();
    await expect(page.getByText("Retired: it stands beside no case")).toBeVisible();
    const listed = await reviewer.request.get("/api/v1/policies");
    expect(await listed.json()).toEqual({ items: [] });
    await page.getByRole("button", { name: "Bring back" }).click();
    await expect(page.getByRole("button", { name: "Retire" })).toBeVisible();
  });
});
