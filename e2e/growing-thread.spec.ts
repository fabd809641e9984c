import type { Page } from "@playwright/test";
import { sendConversation, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { withoutLive } from "@/e2e/pages/without-live";

async function openThread(desk: TestDesk, thread: string, text: string) {
  const key = await desk.key("Growing threads");
  const { id } = await sendConversation(desk.url, key, [text], thread);
  const { cases } = await untilRead(desk.url, await desk.admin(), id);
  return { key, id, caseId: cases?.[0]?.id ?? "" };
}

test("New messages are announced on the open case, and must be read before it is decided", async ({ desk, open }) => {
  const { key, caseId } = await openThread(desk, "thread-announced", "I want to end it all tonight, said the thread");
  const page = await open.asNew("Gro Growing", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.take.click();
  await aCase.agreeWithAll();
  await aCase.note.fill("first thoughts");

  const { id } = await sendConversation(desk.url, key, ["Are you still there?"], "thread-announced");
  await untilRead(desk.url, key, id);
  // Coming back to the tab asks at once; without that, the next heartbeat says it within 20 s.
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText("The conversation has gone on")).toBeVisible();
  await expect(aCase.transcript).not.toContainText("Are you still there?");
  await expect(aCase.save).toBeDisabled();
  await expect(aCase.saveState).toContainText("New messages or changes have arrived");

  await page.getByRole("button", { name: "Show what is new" }).click();
  const fresh = aCase.transcript.getByRole("listitem").filter({ hasText: "Are you still there?" });
  await expect(fresh).toContainText("New");
  await expect(aCase.note).toHaveValue("first thoughts");
  await expect(aCase.saveState).toContainText("Suicide, the speaker, high, urgent");
  await aCase.save.click();
  await expect(page.getByText("Saved: risk present")).toBeVisible();
});

test("A correction that messages have overtaken shows them, keeps what was filled in, and can be saved then", async ({
  desk,
  open,
}) => {
  const { key, id, caseId } = await openThread(desk, "thread-corrected", "I want to end it all tonight, said another");
  const page = await open.asNew("Cora Corrects", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.take.click();
  await aCase.agreeWithAll();
  await aCase.save.click();
  await expect(page.getByText("Saved: risk present")).toBeVisible();
  await aCase.open(caseId);
  await expect(page.getByText("Decision on record")).toBeVisible();
  await page.keyboard.press("c");
  const correction = page.getByRole("region", { name: "Your correction" });
  await correction.getByRole("textbox", { name: /^Note/ }).fill("on second thoughts");
  await sendConversation(desk.url, key, ["Are you there?"], "thread-corrected");
  await untilRead(desk.url, key, id);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("heading", { name: "The conversation has gone on" })).toBeVisible();
  await page.keyboard.press("w");
  await expect(aCase.transcript).toContainText("Are you there?");
  await expect(correction.getByRole("textbox", { name: /^Note/ })).toHaveValue("on second thoughts");
  await correction.getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByText("Replaced")).toBeVisible();
});

async function decideOnOvertakenMessages(desk: TestDesk, page: Page, thread: string, wait: boolean) {
  const { key, id, caseId } = await openThread(desk, thread, `I want to end it all tonight, said ${thread}`);
  const aCase = new CasePage(page);
  // The live stream would say it before the press; here the press comes first.
  await withoutLive(page);
  await aCase.open(caseId);
  await aCase.take.click();
  await aCase.nothingPresent();
  await sendConversation(desk.url, key, ["I am on my way there"], thread);
  if (wait) await untilRead(desk.url, key, id);

  const refused = page.waitForResponse((answer) => answer.url().endsWith(`/cases/${caseId}/decision`));
  await aCase.save.click();
  expect((await refused).status()).toBe(409);
  await expect(page.getByText("The conversation has gone on")).toBeVisible();
  await page.getByRole("button", { name: "Show what is new" }).click();
  await expect(aCase.transcript).toContainText("I am on my way there");
  await untilRead(desk.url, key, id);
  // The same risk read in them changes nothing that is shown: the next heartbeat asks for no second look.
  const asked = page.waitForResponse((answer) => answer.url().endsWith("/heartbeat"));
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  expect((await asked).status()).toBe(200);
  await aCase.nothingPresent();
  await aCase.save.click();
  await expect(page.getByText("Saved: no risk present")).toBeVisible();
}

test("A decision on messages that have been overtaken is refused, and can be made after reading them", async ({
  desk,
  open,
}) => {
  await decideOnOvertakenMessages(desk, await open.asNew("Sten Stale", "reviewer"), "thread-stale", true);
});

test("A decision is refused from the moment a newer message was accepted, also before the model has read it", async ({
  desk,
  open,
}) => {
  await decideOnOvertakenMessages(desk, await open.asNew("Eve Early", "reviewer"), "thread-fresh", false);
});
