import { callApi, sendConversation, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";

// A trace keeps a copy of the page for every step: with ten thousand messages that takes longer than the steps.
test.use({ trace: "off" });

async function accept(desk: TestDesk, texts: readonly string[]): Promise<{ caseId: string }> {
  const { id } = await sendConversation(desk.url, await desk.key("Large"), texts);
  const { cases, status } = await untilRead(desk.url, await desk.admin(), id);
  expect(status).toBe("flagged");
  return { caseId: cases?.[0]?.id ?? "" };
}

test("One message of a megabyte can be read and decided", async ({ desk, open }) => {
  const text = `I want to end it all tonight ${"word ".repeat(209_000)}the very end`;
  expect(text.length).toBeGreaterThan(1_000_000);
  const { caseId } = await accept(desk, [text]);
  const page = await open.asNew("Mia Mega", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.take.click();
  await expect(aCase.decision).toBeVisible();
  const unfold = page.getByRole("button", { name: /^Show all 1,0\d\d,\d{3} characters/ });
  await unfold.click();
  await expect(aCase.transcript).toContainText("the very end");
  await aCase.agreeWithAll();
  await expect(aCase.save).toBeEnabled();
  await aCase.save.click();
  await expect(page.getByText("Saved: risk present")).toBeVisible();
});

test("Ten thousand messages can be read and decided, and one more is refused by name", async ({ desk, open }) => {
  const texts = Array.from({ length: 10_000 }, (_, index) => `message ${index + 1}`);
  texts[9_999] = "I want to end it all tonight, at the end of ten thousand";
  const { caseId } = await accept(desk, texts);
  const page = await open.asNew("Max Many", "reviewer");
  // Found by their place in the page: reading the role of every element takes seconds here.
  const button = (name: string) => page.locator("button", { hasText: name });
  await page.goto(`/cases/${caseId}`);
  await expect(page.locator("#case-heading + p")).toContainText("10,000 messages");
  await button("Take this case").click();
  await page.locator("#save-state").waitFor();
  await button("Latest message").click();
  await expect(page.locator("[data-message]").last()).toBeInViewport();
  await page.keyboard.press("a");
  await expect(page.locator("[data-save-decision]")).toBeEnabled();
  const saved = page.waitForResponse((response) => response.url().endsWith(`/cases/${caseId}/decision`));
  await page.locator("[data-save-decision]").click();
  expect((await saved).status()).toBe(201);
  // Waited for and not asked: each time an expectation does not hold yet, Playwright reads the role of every element.
  await page.waitForURL((url) => !url.pathname.includes(caseId));

  const key = await desk.key("Large");
  const body = JSON.stringify({ messages: [...texts, "one more"].map((text) => ({ role: "user", text })) });
  const refused = await callApi(desk.url, key, "/api/v1/conversations", { method: "POST", body });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("at most 10000 messages");
});
