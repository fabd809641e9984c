import { sendConversation, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";

async function accept(desk: TestDesk, texts: readonly string[]): Promise<string> {
  const { id } = await sendConversation(desk.url, await desk.key("Long reads"), texts);
  const { cases } = await untilRead(desk.url, await desk.admin(), id);
  return cases?.[0]?.id ?? "";
}

const filler = (count: number) => Array.from({ length: count }, (_, index) => `message ${index + 1}`);

test("Taking a case leaves what was unfolded, and the place that is read, as they are", async ({ desk, open }) => {
  const long = `I want to end it all tonight ${"word ".repeat(2_000)}the very end`;
  const page = await open.asNew("Pia Place", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(await accept(desk, [long, ...filler(40)]));
  await page.getByRole("button", { name: /^Show all 10,\d{3} characters/ }).click();
  await expect(aCase.transcript).toContainText("the very end");
  const pane = page.getByRole("region", { name: /^Conversation from/ });
  await pane.evaluate((element) => element.scrollTo(0, 700));

  await aCase.take.click();
  await expect(aCase.decision).toBeVisible();
  await expect(aCase.transcript).toContainText("the very end");
  expect(await pane.evaluate((element) => element.scrollTop)).toBe(700);
  await expect(aCase.heading).toBeFocused();

  // The claim that was taken is whole: it decides, and what is decided is over.
  await aCase.agreeWithAll();
  await aCase.save.click();
  await expect(page.getByText("Saved: risk present")).toBeVisible();
});

test("On a small screen choosing messages goes to them, and comes back to the risk", async ({ desk, open }) => {
  const caseId = await accept(desk, [...filler(60), "I want to end it all tonight, on a small screen"]);
  const person = await desk.person("Sam Small", "reviewer");
  const page = await open.as(person, { viewport: { width: 390, height: 844 } });
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.take.click();
  await aCase.decision.getByRole("button", { name: /^Add a risk/ }).click();
  const row = aCase.decision.getByRole("list", { name: "Risks" }).locator("> li").last();
  await expect(row.getByLabel("Risk", { exact: true })).toBeInViewport();

  await row.getByRole("button", { name: "Choose messages" }).click();
  const last = page.getByRole("checkbox", { name: "Message 61 shows it" });
  await expect(last).toBeInViewport();
  await expect(row.getByRole("button", { name: "Done choosing" })).not.toBeInViewport();
  await last.check();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  await expect(row).toBeInViewport();
  await expect(row).toContainText("#61");
});
