import { sendConversation, standingOf, untilRead } from "@/e2e/desk/desk-client";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { TriagePage } from "@/e2e/pages/triage-page";
import { startModelServer } from "@/inference/testing/model-server/start-model-server";

test.use({ deskOptions: { ownFor: "a model that fails" } });

test("What the model fails on goes to a person high in the queue, and is read once the model is back", async ({
  desk,
  open,
}) => {
  test.setTimeout(180_000);
  const { model, url } = desk;
  if (!model) throw new Error("this desk needs its stand-in");
  const key = await desk.key("Failing model");
  const session = await desk.admin();
  const failing: { id: string; caseId: string; why: RegExp }[] = [];
  async function sendAndFail(text: string, why: RegExp) {
    const { id } = await sendConversation(url, key, [text]);
    expect((await untilRead(url, key, id)).status).toBe("unscored");
    const { cases } = await standingOf(url, session, id);
    failing.push({ id, caseId: cases?.[0]?.id ?? "", why });
  }

  await sendAndFail("an answer that makes no sense [[fault refusal]]", /answer could not be understood/);
  await sendAndFail("an answer that is cut off [[cut]]", /answer was cut off/);
  model.fail({ kind: "500" });
  await sendAndFail("I want to end it all tonight, while the server answers 500", /server answered with an error/);
  model.mend();
  const port = Number(new URL(model.url).port);
  await model.close();
  await sendAndFail("I want to end it all tonight, while nobody is there", /server could not be reached/);

  const page = await open.asNew("Uma Unscored", "reviewer", "auditor");
  const triage = new TriagePage(page);
  await test.step("each is an unscored case in T1 that says why, and none is called clear", async () => {
    await triage.open();
    await expect(page.locator("[data-case]")).toHaveCount(4);
    for (const { caseId, why } of failing) {
      await expect(triage.row(caseId)).toContainText("T1");
      await expect(triage.row(caseId)).toContainText("Not read by the model.");
      await expect(triage.row(caseId)).toContainText(why);
    }
    await expect(page.getByText(/no risk/i)).toHaveCount(0);
    const aCase = new CasePage(page);
    await aCase.open(failing[3]?.caseId ?? "");
    await expect(aCase.model).toContainText("The model did not read this conversation");
    await expect(aCase.model).toContainText("Nothing is known about it until you have read it");
    await expect(page.getByText(/no risk found/i)).toHaveCount(0);
    await page.goto("/conversations?status=clear");
    await expect(page.getByText("No conversation fits this filter")).toBeVisible();
  });

  const held = new CasePage(await open.asNew("Hal Holder", "reviewer"));
  await held.open(failing[2]?.caseId ?? "");
  await held.take.click();
  await held.nothingPresent();
  await held.note.fill("first thoughts");

  const back = await startModelServer({ port });
  try {
    await test.step("with the model back, what it never answered is read again", async () => {
      const lost = failing.slice(2);
      // A model that failed is left alone for 30 s, then for 60, and asked about every 5 s.
      await expect
        .poll(async () => Promise.all(lost.map(async ({ id }) => (await standingOf(url, key, id)).status)), {
          timeout: 100_000,
          intervals: [1000],
        })
        .toEqual(["flagged", "flagged"]);
      await triage.open();
      for (const { caseId } of lost) await expect(triage.row(caseId)).toContainText("Flagged");
      for (const { caseId } of failing.slice(0, 2))
        await expect(triage.row(caseId)).toContainText("Not read by the model.");
    });

    await test.step("whoever holds one is told, sees the reading on request, and keeps what they typed", async () => {
      // The next heartbeat says it, within 20 s.
      await expect(held.page.getByText("The reading of this case has changed")).toBeVisible({ timeout: 25_000 });
      await expect(held.save).toBeDisabled();
      await held.page.getByRole("button", { name: "Show the new reading" }).click();
      await expect(held.model).toContainText("directly expresses intent");
      await expect(held.note).toHaveValue("first thoughts");
      await held.agreeWithAll();
      await held.save.click();
      await expect(held.page.getByText("Saved: risk present")).toBeVisible();
    });
  } finally {
    await back.close();
  }
});
