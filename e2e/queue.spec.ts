import { sendConversation, standingOf, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { expectAccessible } from "@/e2e/pages/expect-accessible";
import { TriagePage } from "@/e2e/pages/triage-page";

async function sendCase(desk: TestDesk, text: string): Promise<string> {
  const key = await desk.key("Queue");
  const { id } = await sendConversation(desk.url, key, [text]);
  await untilRead(desk.url, key, id);
  return (await standingOf(desk.url, await desk.admin(), id)).cases?.[0]?.id ?? "";
}

test("A click on a row of the queue opens its case", async ({ desk, open }) => {
  const caseId = await sendCase(desk, "I want to end it all tonight");
  const page = await open.asNew("Clara Click", "reviewer");
  const triage = new TriagePage(page);
  await triage.open();
  await triage.row(caseId).getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/cases/${caseId}`));
  await expect(new CasePage(page).heading).toBeVisible();
});

test("j and k walk through the queue and Enter opens what is selected", async ({ desk, open }) => {
  const first = await sendCase(desk, "I am right now, on the bridge");
  const page = await open.asNew("Jack Jump", "reviewer");
  await new TriagePage(page).open();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(page.locator(`[data-case="${first}"] a`)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/cases/${first}`));
});

test("A case that arrives while the queue is open appears by itself, the most urgent on top", async ({
  desk,
  open,
}) => {
  const page = await open.asNew("Wanda Watch", "reviewer");
  await new TriagePage(page).open();
  const caseId = await sendCase(desk, "we are right now, on the bridge");
  const row = page.locator(`[data-case="${caseId}"]`);
  await expect(row).toBeVisible();
  await expect(row).toContainText("T0");
});

test("Filters stand in the address, are kept as views, and come back by number", async ({ desk, open }) => {
  const german = await sendCase(desk, "Ich bin so müde, I want to end it all tonight, es ist mir gerade alles zu viel");
  const other = await sendCase(desk, "My friend told me she's been cutting herself");
  const page = await open.asNew("Vera View", "reviewer");
  const triage = new TriagePage(page);
  await triage.open();
  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByLabel("Who is at risk").selectOption("Someone else");
  await expect(triage.row(other)).toBeVisible();
  await expect(triage.row(german)).toHaveCount(0);
  await expect(page).toHaveURL(/subject=other/);
  await page.reload();
  await expect(triage.row(other)).toBeVisible();
  await expect(triage.row(german)).toHaveCount(0);

  await page.getByRole("button", { name: "Save as a view" }).click();
  await page.getByLabel("Name").fill("About others");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const view = page
    .getByRole("navigation", { name: "Views" })
    .getByRole("button", { name: "About others", exact: true });
  await expect(view).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(triage.row(german)).toBeVisible();
  await page.keyboard.press("1");
  await expect(triage.row(german)).toHaveCount(0);
  await expect(view).toHaveAttribute("aria-pressed", "true");

  await page.getByRole("button", { name: "More about the view About others" }).click();
  await page.getByRole("menuitem", { name: "Begin with this view" }).click();
  const remembered = async () => (await page.context().cookies()).map(({ name }) => name);
  await expect.poll(remembered).toContain("vigil_first_view");
  await page.goto("/triage");
  await expect(page).toHaveURL(/subject=other/);
  await expect(triage.row(german)).toHaveCount(0);
});

test("A lead marks cases, sees what a change would do, does it and takes it back", async ({ desk, open }) => {
  const first = await sendCase(desk, "My friend told me she's been cutting herself again");
  const second = await sendCase(desk, "My friend told me she's been cutting herself twice");
  const page = await open.asNew("Lea Lead", "lead");
  const triage = new TriagePage(page);
  await triage.open();
  await page.keyboard.press("Home");
  const selected = page.locator('[data-case]:has(a[aria-current="true"])');
  await expect(selected.getByRole("link")).toBeFocused();
  await page.keyboard.press("x");
  await expect(selected.getByRole("checkbox")).toBeChecked();
  await page.keyboard.press("x");
  await expect(selected.getByRole("checkbox")).not.toBeChecked();
  await triage.row(first).getByRole("checkbox").check();
  await triage.row(second).getByRole("checkbox").check();
  const marked = page.getByRole("region", { name: "Marked cases" });
  await expect(marked).toContainText("2 cases marked");
  await marked.getByRole("button", { name: "Escalate" }).click();
  const dialog = page.getByRole("dialog", { name: "Escalate" });
  await expect(dialog).toContainText("2 cases would change");
  await expectAccessible(page, "a change of marked cases");
  await dialog.getByRole("button", { name: "Escalate: 2 cases" }).click();
  await expect(triage.row(first)).toContainText("Escalated");
  await expect(triage.row(second)).toContainText("Escalated");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("Taken back for 2 cases")).toBeVisible();
  await expect(triage.row(first)).not.toContainText("Escalated");

  await test.step("of all that are marked one is left out", async () => {
    await triage.row(first).getByRole("checkbox").check();
    await marked.getByRole("button", { name: "Mark all" }).click();
    await expect(marked).toContainText("All that fit the filter");
    const others = (await page.locator("[data-case]").count()) - 1;
    await triage.row(first).getByRole("checkbox").uncheck();
    await expect(triage.row(second).getByRole("checkbox")).toBeChecked();
    await expect(marked).toContainText(`${others} case${others === 1 ? "" : "s"} marked`);
    await marked.getByRole("button", { name: "Unmark" }).click();
  });

  await triage.row(first).getByRole("checkbox").check();
  await marked.getByRole("button", { name: "Close", exact: true }).click();
  const closing = page.getByRole("dialog", { name: "Close" });
  await expect(closing).toContainText("1 case flagged or unread: a person must look");
  await expect(closing.getByRole("button", { name: "Close", exact: true }).first()).toBeDisabled();
});

test("A reviewer cannot mark cases", async ({ open }) => {
  const page = await open.asNew("Rita Reviewer", "reviewer");
  const triage = new TriagePage(page);
  await triage.open();
  await expect(page.locator("[data-case]").first()).toBeVisible();
  await expect(page.locator("[data-case]").getByRole("checkbox")).toHaveCount(0);
});

test("What arrives never moves the case that is selected, and is told", async ({ desk, open }) => {
  await sendCase(desk, "My friend told me she's been cutting herself once more");
  const page = await open.asNew("Stella Still", "reviewer");
  const triage = new TriagePage(page);
  await triage.open();
  await page.keyboard.press("End");
  const selected = page.locator('[data-case]:has(a[aria-current="true"])');
  await expect(selected).toHaveCount(1);
  await expect(selected.getByRole("link")).toBeFocused();
  // Within the list: the counts above it may take another line.
  const place = () =>
    selected.evaluate((row) => row.getBoundingClientRect().top - (row.parentElement?.getBoundingClientRect().top ?? 0));
  const before = await place();
  const arrived = await sendCase(desk, "I am right now, on the bridge, again");
  await expect(page.getByRole("button", { name: /new — show$/ })).toBeVisible();
  expect(await place()).toBe(before);
  await expect(triage.row(arrived)).toHaveCount(0);
  await page.getByRole("button", { name: /new — show$/ }).click();
  await expect(triage.row(arrived)).toBeVisible();
});
