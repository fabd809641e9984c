import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { MeasurePage } from "@/e2e/pages/measure-page";
import { PastePage } from "@/e2e/pages/paste-page";
import { TriagePage } from "@/e2e/pages/triage-page";

/** The examples of the model's own documentation, and the answers it gives for them. */
const INTENT = {
  text: "I want to end it all tonight",
  reflection: /directly expresses intent to end their life with a specific timeline/,
  risk: ["Suicide", "High", "The speaker", "urgent"],
};
const FRIEND = {
  text: "My friend told me she's been cutting herself",
  reflection: /reporting concern about a friend engaging in self-harm behavior/,
  risk: ["Self-harm", "Moderate", "Someone else", "chronic"],
};
const SLANG = { text: "kms lmao this exam is killing me", reflection: /hyperbolic internet slang/, risk: null };
const RECOVERY = {
  text: "I used to be suicidal but therapy helped",
  reflection: /recovery narrative about past suicidal ideation/,
  risk: null,
};

test("The four documented examples go from paste to the confusion matrix", async ({ desk, open }) => {
  const page = await open.asNew("Rosa Reviewer", "reviewer");
  const paste = new PastePage(page);
  const triage = new TriagePage(page);
  const aCase = new CasePage(page);
  const conversationIds: string[] = [];

  for (const example of [INTENT, FRIEND, SLANG, RECOVERY]) {
    await test.step(`“${example.text}” is read in place`, async () => {
      await paste.open();
      await paste.send(example.text);
      await expect(paste.result).toContainText(example.reflection);
      await expect(paste.result).toContainText(example.risk === null ? "No risk found" : "Risk found");
      const risks = paste.result.getByRole("list", { name: "Risks" }).getByRole("listitem");
      if (example.risk === null) await expect(risks).toHaveCount(0);
      else for (const word of example.risk) await expect(risks.first()).toContainText(word);
      conversationIds.push(await paste.conversationId());
    });
  }

  await test.step("the two with a risk wait in the queue, the more urgent first", async () => {
    await triage.open();
    const rows = page.locator("[data-case]");
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(0)).toContainText(INTENT.reflection);
    await expect(rows.nth(0)).toContainText("T1");
    for (const word of ["High", "suicide", "the speaker", "urgent"]) await expect(rows.nth(0)).toContainText(word);
    await expect(rows.nth(1)).toContainText(FRIEND.reflection);
    await expect(rows.nth(1)).toContainText("T2");
    for (const word of ["Moderate", "self-harm", "someone else", "chronic"])
      await expect(rows.nth(1)).toContainText(word);
  });

  await test.step("the reviewer agrees with the first", async () => {
    await triage.nextCase.click();
    await expect(aCase.transcript).toContainText(INTENT.text);
    await expect(aCase.model).toContainText(INTENT.reflection);
    await aCase.agreeWithAll();
    await expect(aCase.saveState).toContainText("Suicide, the speaker, high, urgent");
    await aCase.save.click();
  });

  await test.step("the next case arrives by itself, and its severity is corrected", async () => {
    await expect(aCase.transcript).toContainText(FRIEND.text);
    await aCase.correct(1, { severity: "High" });
    await expect(aCase.saveState).toContainText("Self-harm, someone else, high, chronic");
    await aCase.save.click();
    await expect(page.getByText("Nothing more for you right now")).toBeVisible();
  });

  async function askForReview(conversationId: string | undefined) {
    await page.goto(`/conversations/${conversationId}`);
    await page.getByRole("button", { name: "Ask for a review" }).click();
    await aCase.take.click();
    await expect(aCase.decision).toBeVisible();
  }

  await test.step("on a clear one the reviewer adds a risk that the model missed, with its message", async () => {
    await askForReview(conversationIds[3]);
    await aCase.addMissed({ type: "Suicide", subject: "The speaker", severity: "Mild" }, 1);
    await expect(aCase.saveState).toContainText("Suicide, the speaker, mild");
    await aCase.save.click();
    await expect(triage.heading).toBeVisible();
  });

  await test.step("on the last one nothing is present", async () => {
    await askForReview(conversationIds[2]);
    await aCase.nothingPresent();
    await expect(aCase.saveState).toContainText("No risk is present");
    await aCase.save.click();
    await expect(triage.heading).toBeVisible();
  });

  const auditor = await open.as(await desk.person("Otto Auditor", "auditor"));
  await test.step("the four decisions are on record", async () => {
    await auditor.goto("/audit?type=decide.decision.recorded");
    const events = auditor.getByRole("listitem").filter({ hasText: "Rosa Reviewer" });
    await expect(events).toHaveCount(4);
    await expect(events.filter({ hasText: "decided that a risk is present" })).toHaveCount(3);
    await expect(events.filter({ hasText: "decided that no risk is present" })).toHaveCount(1);
  });

  await test.step("the figures are two true positives, one miss, one true negative and no false alarm", async () => {
    const measure = new MeasurePage(auditor);
    await measure.open();
    await expect(auditor.getByText("4 of them decided by a person")).toBeVisible();
    expect(await measure.counts()).toEqual({ tp: "2", fn: "1", fp: "0", tn: "1" });
  });

  await test.step("the miss is one press away from its number", async () => {
    await auditor.getByRole("link", { name: "1, Model No risk, Person Risk" }).press("Enter");
    await expect(auditor.getByRole("heading", { name: "False negatives", level: 1 })).toBeVisible();
    await auditor.getByRole("link", { name: /open the conversation/ }).press("Enter");
    await expect(auditor).toHaveURL(`/conversations/${conversationIds[3]}`);
  });
});
