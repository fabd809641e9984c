import { sendConversation, standingOf, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
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
