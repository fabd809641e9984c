import { callApi, sendConversation, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { TriagePage } from "@/e2e/pages/triage-page";

const BRIDGE = "I am out here right now, on the bridge";
const TONIGHT = "I want to end it all tonight";
const FRIEND = "My friend told me she's been cutting herself";

async function fillQueue(desk: TestDesk, ...texts: string[]): Promise<string[]> {
  const key = await desk.key("Keyboard");
  const sent = await Promise.all(texts.map((text) => sendConversation(desk.url, key, [text])));
  await Promise.all(sent.map(({ id }) => untilRead(desk.url, key, id)));
  return sent.map(({ id }) => id);
}

test("A reviewer works through three cases without a mouse", async ({ desk, open }) => {
  await fillQueue(desk, FRIEND, TONIGHT, BRIDGE);
  const page = await open.asNew("Kim Keys", "reviewer");
  const keys = page.keyboard;
  const triage = new TriagePage(page);
  const aCase = new CasePage(page);
  await triage.open();
  await expect(page.locator("[data-case]")).toHaveCount(3);

  await test.step("n takes the most urgent; a agrees; Mod+Enter saves and the next one arrives", async () => {
    await keys.press("n");
    await expect(aCase.transcript).toContainText(BRIDGE);
    await expect(aCase.saveState).toContainText("Assess risk 1");
    await keys.press("a");
    await expect(aCase.saveState).toContainText("Suicide, the speaker, critical, emergency");
    await keys.press("ControlOrMeta+Enter");
    await expect(aCase.transcript).toContainText(TONIGHT);
    await expect(page.getByText("Saved: risk present")).toBeVisible();
  });

  await test.step("x says that nothing is present; u takes it back in time, with what was filled in", async () => {
    await keys.press("x");
    await expect(aCase.saveState).toContainText("No risk is present");
    await keys.press("o");
    await keys.type("said in jest");
    await keys.press("ControlOrMeta+Enter");
    await expect(aCase.transcript).toContainText(FRIEND);
    await keys.press("u");
    await expect(page.getByText("Taken back", { exact: true })).toBeVisible();
    await expect(aCase.transcript).toContainText(TONIGHT);
    await expect(aCase.note).toHaveValue("said in jest");
    await expect(aCase.saveState).toContainText("No risk is present");
    // The case that had come next goes back by a beacon, which nothing on the page waits for.
    const open = new URL("/api/v1/cases?state=open", page.url()).href;
    await expect.poll(async () => (await page.request.get(open)).text()).toContain("a friend");
  });

  await test.step("the taken-back case is decided again, otherwise", async () => {
    await keys.press("1");
    await keys.press("a");
    await expect(aCase.saveState).toContainText("Suicide, the speaker, high, urgent");
    await keys.press("ControlOrMeta+Enter");
    await expect(aCase.transcript).toContainText(FRIEND);
  });

  await test.step("m adds a missed risk: selects and the transcript are reached by Tab", async () => {
    await keys.press("a");
    await keys.press("m");
    await keys.type("Suicide");
    await keys.press("Tab");
    await keys.type("Someone");
    await keys.press("Tab");
    await keys.type("Mild");
    const message = page.getByRole("checkbox", { name: "Message 1 shows it" });
    for (
      let presses = 0;
      presses < 40 && !(await message.evaluate((box) => box === document.activeElement));
      presses += 1
    )
      await keys.press("Shift+Tab");
    await expect(message).toBeFocused();
    await keys.press("Space");
    await expect(message).toBeChecked();
    await keys.press("Escape");
    await expect(aCase.saveState).toContainText("Self-harm, someone else, moderate, chronic and 1 more");
  });

  await test.step("? lists the keys, Escape closes the list and then steps back", async () => {
    await keys.press("?");
    const sheet = page.getByRole("dialog", { name: "Keys" });
    await expect(sheet).toContainText("Take the next case");
    await expect(sheet).toContainText("Nothing is present");
    await keys.press("Escape");
    await expect(sheet).toBeHidden();
    await expect(aCase.transcript).toBeVisible();
    await keys.press("ControlOrMeta+Enter");
    await expect(page.getByText("Nothing more for you right now")).toBeVisible();
    await expect(triage.heading).toBeVisible();
  });
});

test("Leaving while a decision is on its way loses nothing and claims nothing, and the decision can be taken back", async ({
  desk,
  open,
}) => {
  await desk.startOver();
  await fillQueue(desk, TONIGHT);
  const page = await open.asNew("Lene Leaves", "reviewer");
  const keys = page.keyboard;
  const aCase = new CasePage(page);
  await new TriagePage(page).open();
  await keys.press("n");
  await expect(aCase.saveState).toContainText("Assess risk 1");
  const caseId = aCase.id;
  await keys.press("a");
  await expect(aCase.saveState).toContainText("Will be recorded");
  const claimed: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/cases/next")) claimed.push(request.url());
  });
  const onItsWay = Promise.withResolvers<void>();
  await page.route("**/decision", async (route) => {
    await onItsWay.promise;
    await route.continue();
  });

  await test.step("the page is left before the answer: the case is not handed back under the decision", async () => {
    await keys.press("ControlOrMeta+Enter");
    await keys.press("Escape");
    await expect(new TriagePage(page).heading).toBeVisible();
    // Takes as long as the desk waits for quiet, which is longer than a page waits before it hands a case back.
    await fillQueue(desk, FRIEND);
    onItsWay.resolve();
    await expect(page.getByText("Saved: risk present")).toBeVisible();
  });

  await test.step("a moment without an answer does not end the offer to undo", async () => {
    const busy = {
      type: "about:blank",
      title: "Too many requests",
      status: 429,
      code: "TOO_MANY_REQUESTS",
      detail: "Busy.",
    };
    await page.route("**/undo", (route) => route.fulfill({ status: 429, json: busy }), { times: 1 });
    await keys.press("u");
    await expect(page.getByText("The decision was not taken back").first()).toBeVisible();
    await expect(page.getByText("Saved: risk present")).toBeVisible();
    await keys.press("u");
    await expect(aCase.transcript).toContainText(TONIGHT);
    await expect(aCase.saveState).toContainText("Will be recorded");
    expect(aCase.id).toBe(caseId);
    expect(claimed).toEqual([]);
  });
});

test("A key that is held down never decides the case that arrives meanwhile", async ({ desk, open }) => {
  await fillQueue(desk, TONIGHT, TONIGHT, TONIGHT);
  const reviewer = await desk.person("Helle Holder", "reviewer");
  const page = await open.as(reviewer);
  const keys = page.keyboard;
  const aCase = new CasePage(page);
  const decided: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/decision")) decided.push(request.url());
  });
  await new TriagePage(page).open();
  await keys.press("n");
  await expect(aCase.saveState).toContainText("Assess risk 1");
  const first = aCase.id;

  // A second `down` without an `up` is what a browser sends while a key is held.
  await keys.down("a");
  await expect(aCase.save).toBeFocused();
  await keys.down("Enter");
  await expect
    .poll(async () => {
      await keys.down("a");
      await keys.down("Enter");
      return aCase.id;
    })
    .not.toBe(first);
  for (let held = 0; held < 30; held += 1) {
    await keys.down("a");
    await keys.down("Enter");
  }
  await keys.up("Enter");
  await keys.up("a");
  await expect(aCase.saveState).toContainText("Assess risk 1");
  await expect(aCase.save).toBeDisabled();
  expect(decided).toHaveLength(1);
});

test("A veiled case is unveiled, searched, read beside its policy and decided from the palette without a mouse", async ({
  desk,
  open,
}) => {
  const admin = await desk.admin();
  const policy = JSON.stringify({
    version: 0,
    title: "On the bridge",
    markdown: "Ring the night team.",
    riskTypes: [],
  });
  await callApi(desk.url, admin, "/api/v1/policies", { method: "POST", body: policy });
  const reviewer = await desk.person("Vera Veiled", "reviewer");
  const wanted = { veilText: true, calm: true, sound: false, notifications: false, optOutTypes: [] };
  await callApi(desk.url, reviewer, "/api/v1/me/preferences", { method: "PATCH", body: JSON.stringify(wanted) });
  await fillQueue(desk, BRIDGE);
  const page = await open.as(reviewer);
  const keys = page.keyboard;
  const aCase = new CasePage(page);
  await new TriagePage(page).open();
  await expect(page.locator("[data-case]").first()).toBeVisible();

  await keys.press("n");
  await expect(aCase.saveState).toContainText("Assess risk 1");
  await expect(page.getByRole("button", { name: "Show message 1" })).toBeVisible();
  await keys.press("v");
  await expect(page.getByRole("button", { name: "Show message 1" })).toBeHidden();
  await expect(aCase.message(1)).toBeFocused();
  await keys.press("/");
  await keys.type("BRIDGE");
  await expect(aCase.findState).toHaveText("1 of 1");
  await keys.press("Escape");
  await keys.press("p");
  await expect(page.getByRole("region", { name: "Policies" })).toContainText("Ring the night team.");
  await keys.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog", { name: "Find an action or a place" })).toBeVisible();
  await keys.type("agree");
  await keys.press("Enter");
  await expect(aCase.save).toBeFocused();
  await keys.press("ControlOrMeta+Enter");
  await expect(page.getByText("Saved: risk present")).toBeVisible();
});
