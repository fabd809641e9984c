import type { Page } from "@playwright/test";
import { changeSetting } from "@/e2e/desk/change-setting";
import { callApi, sendConversation, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { expectAccessible } from "@/e2e/pages/expect-accessible";
import { TriagePage } from "@/e2e/pages/triage-page";

const EMERGENCY = "I am right now, on the bridge";
const NONE = { secondReviewOfRisk: 0, secondReviewOfNone: 0, secondReviewTierZero: false, twoPersonDismissal: false };

/** Sends in a conversation and waits until it is read. */
async function arrives(desk: TestDesk, text: string) {
  const key = await desk.key("Night chat");
  const { id } = await sendConversation(desk.url, key, [text]);
  await untilRead(desk.url, key, id);
  return { id, key };
}

/** Takes the next case with the key. */
async function takeNext(page: Page): Promise<CasePage> {
  await new TriagePage(page).open();
  await page.keyboard.press("n");
  const open = new CasePage(page);
  await expect(open.decision).toBeVisible();
  return open;
}

/** What the platform is told of a conversation. */
async function told(desk: TestDesk, id: string, key: { key: string }) {
  return (await (await callApi(desk.url, key, `/api/v1/conversations/${id}`)).json()).decision;
}

test("Nobody dismisses tier 0 alone: a second person reads it blind, and a lead settles what the two disagree on", async ({
  desk,
  open,
}) => {
  await changeSetting(desk, "more_eyes", { ...NONE, twoPersonDismissal: true });
  const { id, key } = await arrives(desk, EMERGENCY);
  const first = await takeNext(await open.asNew("Ana First", "reviewer"));
  const firstId = first.id;

  await test.step("the first finds nothing, is told that it waits, and is not given it again", async () => {
    await first.nothingPresent();
    await first.save.click();
    await expect(first.page.getByText("waits for a second person")).toBeVisible();
    await expect(first.page.getByText("Nothing more for you right now")).toBeVisible();
    await first.open(firstId);
    await expect(first.page.getByText("Waits for a second person", { exact: true }).first()).toBeVisible();
    expect(await told(desk, id, key)).toBeNull();
  });

  const second = await takeNext(await open.asNew("Ben Second", "reviewer"));
  await test.step("the second sees the conversation, and neither the model's answer nor the first one's", async () => {
    expect(second.id).not.toBe(firstId);
    await expect(second.page.getByText("Blind reading").first()).toBeVisible();
    await expect(second.model).toContainText("Hidden until you have decided");
    await expect(second.page.getByText("Ana First")).toHaveCount(0);
    await expect(second.page.getByText("Decision on record")).toHaveCount(0);
    await expectAccessible(second.page, "a blind case");
    await second.addMissed({ type: "Suicide", subject: "The speaker", severity: "Critical" }, 1);
    await second.save.click();
    await expect(second.page.getByText("Nothing more for you right now")).toBeVisible();
    expect(await told(desk, id, key)).toBeNull();
  });

  const settling = await takeNext(await open.asNew("Lena Lead", "lead"));
  await test.step("the lead sees both without names, sides with one by a key, and settles it", async () => {
    const [one, other] = [
      settling.decision.getByRole("article", { name: "First" }),
      settling.decision.getByRole("article", { name: "Second" }),
    ];
    await expect(one).toContainText("No risk is present.");
    await expect(other).toContainText("Suicide, the speaker, critical");
    for (const name of ["Ana First", "Ben Second"]) await expect(settling.page.getByText(name)).toHaveCount(0);
    await expectAccessible(settling.page, "an adjudication");
    await settling.page.keyboard.press("f");
    await expect(settling.saveState).toContainText("No risk is present.");
    await settling.page.keyboard.press("d");
    await expect(settling.saveState).toContainText("Suicide, the speaker, critical.");
    await settling.save.click();
    await expect(settling.page.getByText("Nothing more for you right now")).toBeVisible();
  });

  await test.step("what was settled is on record beside what it replaces, and is what the platform is told", async () => {
    await first.open(firstId);
    await expect(first.page.getByText("Replaced")).toBeVisible();
    await expect(first.page.getByText("Checked blind")).toBeVisible();
    await expect(first.page.getByText("Lena Lead ·")).toBeVisible();
    await expect.poll(async () => (await told(desk, id, key))?.verdict, { timeout: 20_000 }).toBe("risk");
  });
});

test("Taking a decision back calls the second look at it off", async ({ desk, open }) => {
  await changeSetting(desk, "more_eyes", { ...NONE, secondReviewOfRisk: 1, secondReviewOfNone: 1 });
  await arrives(desk, "I want to end it all tonight");
  const first = await takeNext(await open.asNew("Una Undoes", "reviewer"));
  const caseId = first.id;
  await first.agreeWithAll();
  await first.save.click();
  await expect(first.page.getByText("Nothing more for you right now")).toBeVisible();
  const waiting = new TriagePage(await open.asNew("Wim Waits", "reviewer"));
  await waiting.open();
  await expect(waiting.rowsWith("Blind reading")).toHaveCount(1);
  await first.page.keyboard.press("u");
  await expect(first.decision).toBeVisible();
  expect(first.id).toBe(caseId);
  await waiting.open();
  await expect(waiting.row(caseId)).toBeVisible();
  await expect(waiting.rowsWith("Blind reading")).toHaveCount(0);
  await changeSetting(desk, "more_eyes", NONE);
  await first.nothingPresent();
  await first.save.click();
  // What was said after the first decision may still be there to read.
  await first.page.waitForURL(/\/triage/);
});

test("A decision is corrected by one that takes its place, and stands again when the correction is taken back", async ({
  desk,
  open,
}) => {
  await changeSetting(desk, "more_eyes", NONE);
  await arrives(desk, "My friend told me she's been cutting herself");
  const aCase = await takeNext(await open.asNew("Cora Corrects", "reviewer"));
  const { page, id } = aCase;
  await aCase.agreeWithAll();
  await aCase.save.click();
  await expect(page.getByText("Nothing more for you right now")).toBeVisible();
  await aCase.open(id);
  await expect(page.getByText("Decision on record")).toBeVisible();

  await test.step("one key opens what was said, as it was said", async () => {
    await page.keyboard.press("c");
    const correcting = page.getByRole("region", { name: "Your correction" });
    await expect(correcting.getByRole("radio", { name: "Agree" })).toBeChecked();
    await expectAccessible(page, "a correction");
    await page.keyboard.press("x");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(page.getByText("Decisions on record")).toBeVisible();
    await expect(page.getByText("Replaced")).toBeVisible();
    await expect(page.getByText("No risk present").first()).toBeVisible();
  });

  await test.step("taken back, the one before stands again", async () => {
    await page.keyboard.press("u");
    await expect(page.getByText("Taken back", { exact: true }).first()).toBeVisible();
    await expect(page.getByText("Replaced")).toHaveCount(0);
  });
});

test("Where one's own reading comes first, the model's answer is shown once it is saved, and it may be changed", async ({
  desk,
  open,
}) => {
  await changeSetting(desk, "more_eyes", NONE);
  await changeSetting(desk, "model_visibility", { flagged: "own_reading_first" });
  await arrives(desk, "I want to end it all tonight");
  const aCase = await takeNext(await open.asNew("Olga Own", "reviewer"));
  const { page } = aCase;
  await expect(aCase.model).toContainText("your own reading first");
  await expect(page.getByText("directly expresses intent")).toHaveCount(0);
  await aCase.nothingPresent();
  await aCase.save.click();
  await expect(page.getByText("Your own reading is saved")).toBeVisible();
  await expect(aCase.model).toContainText("directly expresses intent");
  await page.keyboard.press("c");
  await expect(page.getByRole("region", { name: "Your correction" })).toBeVisible();
  await page.keyboard.press("a");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText("Replaced")).toBeVisible();
  await expect(page.getByText("model hidden").first()).toBeVisible();
  await changeSetting(desk, "model_visibility", { flagged: "shown" });
});
