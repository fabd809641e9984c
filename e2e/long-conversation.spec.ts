import { sendConversation, standingOf, untilRead } from "@/e2e/desk/desk-client";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { expectAccessible } from "@/e2e/pages/expect-accessible";

test.use({ deskOptions: { ownFor: "long conversations and a model that goes away" } });

const SIGNAL = "I want to end it all tonight";
const SIGNAL_AT = 4;

/** What people write when nothing is wrong, 300 times and never the same. */
function longConversation(): string[] {
  return Array.from({ length: 300 }, (_, index) =>
    index + 1 === SIGNAL_AT
      ? SIGNAL
      : `Day ${index + 1} in the garden: the tomatoes look well, the neighbour lent me a ladder, and we had soup for dinner.`,
  );
}

test("Of 300 messages the one behind a risk is named, and one press leads to it from the other end", async ({
  desk,
  open,
}) => {
  const { url } = desk;
  const key = await desk.key("Garden club");
  const admin = await desk.admin();
  const { id } = await sendConversation(url, key, longConversation());
  expect((await untilRead(url, key, id, 60_000)).status).toBe("flagged");
  const { cases } = await standingOf(url, admin, id);
  const page = await open.asNew("Lena Long", "reviewer");
  const aCase = new CasePage(page);
  const row = aCase.transcript.locator("[data-message]").filter({ hasText: SIGNAL });

  async function goThere() {
    await page.getByRole("button", { name: "Latest message" }).click();
    await expect(aCase.transcript.locator("[data-message]").last()).toBeInViewport();
    await expect(row).not.toBeInViewport();
    await page.getByRole("button", { name: `Go to message ${SIGNAL_AT}`, exact: true }).click();
    await expect(row).toBeFocused();
    await expect(row).toBeInViewport();
    // Nothing else of the page moved out of place: the row stays where it was put.
    await page.waitForTimeout(500);
    await expect(row).toBeInViewport();
  }

  await aCase.open(cases?.[0]?.id ?? "");
  await expect(aCase.model).toContainText("Seen in");
  await expect(aCase.model.getByRole("button", { name: /^Go to message/ })).toHaveCount(1);
  await expect(aCase.model).toContainText(/Read in \d+ parts\./);
  await goThere();

  await test.step("the same beside the reviewer's own answer, by keyboard", async () => {
    await aCase.take.click();
    await expect(aCase.risk(1)).toContainText("Seen in");
    await page.getByRole("button", { name: "Latest message" }).click();
    await expect(row).not.toBeInViewport();
    await aCase
      .risk(1)
      .getByRole("button", { name: `Go to message ${SIGNAL_AT}` })
      .press("Enter");
    await expect(row).toBeFocused();
    await expect(row).toBeInViewport();
  });

  await test.step("each call stands under the part that it was about", async () => {
    await page.getByText("Raw output and call details").click();
    await expect(page.getByRole("region", { name: /^Part 1 of \d+: messages 1 to \d+$/ })).toBeVisible();
    await expectAccessible(page, "a case of many parts");
  });

  await test.step("and on the page of the conversation", async () => {
    await page.goto(`/conversations/${id}`);
    await page.getByRole("button", { name: "Latest message" }).click();
    await expect(row).not.toBeInViewport();
    await page.getByRole("button", { name: `Go to message ${SIGNAL_AT}` }).click();
    await expect(row).toBeFocused();
    await expect(row).toBeInViewport();
  });
});

test("While no model answers, what the rules saw is shown, and not as an answer", async ({ desk, open }) => {
  test.setTimeout(120_000);
  const { model, url } = desk;
  if (!model) throw new Error("this desk needs its stand-in");
  await model.close();
  const key = await desk.key("Night chat");
  const { id } = await sendConversation(url, key, ["Good evening", SIGNAL]);
  expect((await untilRead(url, key, id, 60_000)).status).toBe("unscored");
  const { cases } = await standingOf(url, await desk.admin(), id);
  const page = await open.asNew("Una Unsure", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(cases?.[0]?.id ?? "");
  await expect(aCase.model).toContainText("The model did not read this conversation");
  await expect(aCase.model).toContainText("Not scored. The rules saw:");
  const suspected = aCase.model.getByRole("list", { name: "Suspected, not scored" });
  await expect(suspected).toContainText("Suicide");
  await expect(aCase.model.getByRole("list", { name: "Risks the model states" })).toHaveCount(0);
  await suspected.getByRole("button", { name: "Go to message 2" }).click();
  await expect(aCase.transcript.locator("[data-message]").nth(1)).toBeFocused();
  await expectAccessible(page, "a case with suspected risks");
});
