import { caseDetailSchema } from "@/domain/decide/case-detail";
import { callApi, sendConversation, untilRead } from "@/e2e/desk/desk-client";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { TriagePage } from "@/e2e/pages/triage-page";
import { withoutLive } from "@/e2e/pages/without-live";

test("Two reviewers never decide one case, and the one who is late keeps what they wrote", async ({ desk, open }) => {
  const key = await desk.key("Two reviewers");
  const { id } = await sendConversation(desk.url, key, ["I want to end it all tonight (two reviewers)"]);
  await untilRead(desk.url, key, id);
  const ana = await desk.person("Ana First", "reviewer");
  const first = new CasePage(await open.as(ana));
  // With the live stream the page knows of the lost claim before the press; here the press comes first.
  await withoutLive(first.page);
  const second = new CasePage(await open.asNew("Ben Second", "reviewer"));

  await new TriagePage(first.page).open();
  await first.page.keyboard.press("n");
  await expect(first.decision).toBeVisible();
  const caseId = first.id;
  await first.agreeWithAll();
  await first.note.fill("spoke with the night team");

  await test.step("the second sees who has it and cannot decide it", async () => {
    const triage = new TriagePage(second.page);
    await triage.open();
    await expect(triage.row(caseId)).toContainText("With Ana First");
    await second.open(caseId);
    await expect(second.heading).toBeVisible();
    await expect(second.page.getByText("With Ana First")).toBeVisible();
    await expect(second.decision).toHaveCount(0);
    await expect(second.take).toHaveCount(0);
  });

  await test.step("once the claim is given back elsewhere, the second takes the case", async () => {
    const answer = await callApi(desk.url, ana, `/api/v1/cases/${caseId}`);
    const token = caseDetailSchema.parse(await answer.json()).claim?.token;
    const body = JSON.stringify({ token });
    const released = await callApi(desk.url, ana, `/api/v1/cases/${caseId}/release`, { method: "POST", body });
    expect(released.ok).toBe(true);
    await second.page.reload();
    await second.take.click();
    await expect(second.decision).toBeVisible();
  });

  await test.step("the late decision is refused in plain words and nothing written is lost", async () => {
    await first.save.click();
    await expect(first.page.getByText("Your claim on this case has ended")).toBeVisible();
    await expect(first.page.getByText("Ben Second has this case now.")).toBeVisible();
    await expect(first.note).toHaveValue("spoke with the night team");
    await expect(first.save).toBeDisabled();
    // The keys go on: the next one comes, or the queue says that nothing waits.
    await first.page.keyboard.press("n");
    await expect(first.page.getByText("Nothing more for you right now")).toBeVisible();
  });

  await test.step("the second decides, and theirs is the one decision on record", async () => {
    await second.nothingPresent();
    await second.save.click();
    await expect(second.page.getByText("Nothing more for you right now")).toBeVisible();
    await second.open(caseId);
    await expect(second.page.getByText("Decision on record")).toBeVisible();
    await expect(second.page.getByText("Ben Second ·")).toBeVisible();
  });
});

/** A reviewer whose decision the desk saved, while what their page got was no answer of the desk's. */
async function withLostAnswer(
  { desk, open }: Pick<Parameters<Parameters<typeof test>[2]>[0], "desk" | "open">,
  name: string,
) {
  const key = await desk.key(`Lost answers of ${name}`);
  const { id } = await sendConversation(desk.url, key, [`I want to end it all tonight (a lost answer of ${name})`]);
  await untilRead(desk.url, key, id);
  const aCase = new CasePage(await open.asNew(name, "reviewer"));
  const { page } = aCase;
  await withoutLive(page);
  await new TriagePage(page).open();
  await page.keyboard.press("n");
  await aCase.agreeWithAll();
  await page.route(
    "**/decision",
    async (route) => {
      expect((await route.fetch()).ok()).toBe(true);
      const busy = {
        type: "about:blank",
        title: "Busy",
        status: 429,
        code: "TOO_MANY_REQUESTS",
        detail: "The way is busy.",
      };
      await route.fulfill({ status: 429, json: busy });
    },
    { times: 1 },
  );
  await aCase.save.click();
  await expect(page.getByText("The way is busy.")).toBeVisible();
  return aCase;
}

test("A decision whose answer is lost on the way is answered when it is sent again", async ({ desk, open }) => {
  const aCase = await withLostAnswer({ desk, open }, "Lena Lost");
  await aCase.save.click();
  await expect(aCase.page.getByText("Nothing more for you right now")).toBeVisible();
});

test("A decision whose answer is lost on the way is not said to be unsaved where another one follows it", async ({
  desk,
  open,
}) => {
  const aCase = await withLostAnswer({ desk, open }, "Lotte Lost");
  const { page } = aCase;
  await aCase.note.fill("A note that comes too late.");
  await aCase.save.click();
  await expect(page.getByText("Your decision was saved")).toBeVisible();
  await expect(page.getByText("Decision on record")).toBeVisible();
  await expect(page.getByText("Nothing was saved")).toHaveCount(0);
  await expect(aCase.decision).toHaveCount(0);
  await page.keyboard.press("u");
  await expect(aCase.saveState).toContainText("Suicide, the speaker, high, urgent");
});
