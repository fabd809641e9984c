import { callApi, type Message, sendConversation, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";

const TONIGHT = "I want to end it all tonight";

async function accept(desk: TestDesk, messages: readonly (string | Message)[], thread?: string) {
  const key = await desk.key("Reading");
  const { id } = await sendConversation(desk.url, key, messages, thread);
  const { cases } = await untilRead(desk.url, await desk.admin(), id);
  return { key, id, caseId: cases?.[0]?.id ?? "" };
}

const said = (text: string, author: string): Message => ({ role: "user", text, author });

test("Words are found without regard to case, accents and hidden characters, round and round, and stay in the browser", async ({
  desk,
  open,
}) => {
  const filler = Array.from({ length: 300 }, (_, index) => `message ${index + 1}`);
  const texts = ["the Café by the river", ...filler, `${TONIGHT}, at the c\u200Bafe\u0301`];
  const { caseId } = await accept(desk, texts);
  const page = await open.asNew("Fia Find", "reviewer");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await expect(aCase.transcript).toContainText("the Café by the river");

  await page.keyboard.press("/");
  await expect(aCase.find).toBeFocused();
  await page.keyboard.type("CAFE");
  await expect(aCase.findState).toHaveText("1 of 2");
  const current = aCase.transcript.locator("mark[data-found=current]");
  await expect(current).toHaveText("Café");
  await expect(current).toBeInViewport();

  await page.keyboard.press("Enter");
  await expect(aCase.findState).toHaveText("2 of 2");
  await expect(current.first()).toBeInViewport();
  await expect(aCase.message(302)).toContainText("hidden character: zero-width space");
  await page.keyboard.press("Enter");
  await expect(aCase.findState).toHaveText("1 of 2");
  await page.keyboard.press("Shift+Enter");
  await expect(aCase.findState).toHaveText("2 of 2");

  await page.keyboard.press("Escape");
  await expect(aCase.find).toBeHidden();
  await expect(aCase.message(302)).toBeFocused();
  await expect(aCase.transcript.locator("mark")).toHaveCount(0);
  expect(asked.filter((each) => /cafe/i.test(each))).toEqual([]);

  await page.keyboard.press("/");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("nowhere");
  await expect(aCase.findState).toHaveText("Not found");

  // Not only from the box: Escape closes what is open before it steps back from the case.
  await aCase.heading.click();
  await expect(aCase.find).not.toBeFocused();
  await page.keyboard.press("Escape");
  await expect(aCase.find).toBeHidden();
  await page.keyboard.press("/");
  await expect(aCase.find).toBeFocused();
});

test("A word deep inside a folded message is found and shown", async ({ desk, open }) => {
  const { caseId } = await accept(desk, [`${TONIGHT} ${"word ".repeat(3_000)}lighthouse at the end`]);
  const page = await open.asNew("Fay Fold", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await expect(aCase.transcript).toContainText(TONIGHT);
  await expect(aCase.transcript).not.toContainText("lighthouse");
  await page.keyboard.press("/");
  await page.keyboard.type("Lighthouse");
  await expect(aCase.transcript.locator("mark[data-found=current]")).toHaveText("lighthouse");
  await expect(aCase.transcript.locator("mark[data-found=current]")).toBeInViewport();
});

test("The messages that the reading points at are marked, and keys go from one to the next", async ({ desk, open }) => {
  const filler = (count: number) => Array.from({ length: count }, (_, index) => `said ${index + 1}`);
  const { caseId } = await accept(desk, [...filler(40), TONIGHT, ...filler(40)]);
  const page = await open.asNew("Pia Point", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await expect(aCase.message(41)).toContainText("The reading points here: suicide");
  await expect(aCase.message(40)).not.toContainText("The reading points here");
  await expect(aCase.message(41)).not.toBeInViewport();
  await page.keyboard.press(".");
  await expect(aCase.message(41)).toBeFocused();
  await expect(aCase.message(41)).toBeInViewport();
  await page.keyboard.press(",");
  await expect(aCase.message(41)).toBeFocused();
});

test("Who left a case in the middle comes back to where they read", async ({ desk, open }) => {
  const { caseId } = await accept(desk, [TONIGHT, ...Array.from({ length: 80 }, (_, index) => `line ${index + 1}`)]);
  const page = await open.asNew("Rea Return", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.message(50).evaluate((row) => row.scrollIntoView({ block: "start" }));
  await expect(aCase.message(50)).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/triage/);
  await page.goBack();
  await expect(aCase.message(52)).toBeInViewport();
  await expect(aCase.message(1)).not.toBeInViewport();
});

test("Gaps and days stand between messages, and what stands for a file stays to the letter", async ({ desk, open }) => {
  const at = (sentAt: string, text: string) => ({ role: "user" as const, text, sentAt });
  const messages = [
    at("2026-03-02T10:00:00Z", "good morning"),
    at("2026-03-02T13:20:00Z", "look\n[image: lake.jpg]"),
    at("2026-03-05T13:20:00Z", TONIGHT),
  ];
  const { caseId } = await accept(desk, messages);
  const page = await open.asNew("Gus Gap", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await expect(aCase.transcript).toContainText("3 h later");
  await expect(aCase.transcript).toContainText(/Thursday,? 5 March 2026 · 3 days later/);
  await expect(aCase.message(2)).toContainText("[image: lake.jpg]");
  await expect(page.locator("main img")).toHaveCount(0);
});

test("What a person wrote earlier can be read in a drawer, and that is on record", async ({ desk, open }) => {
  const earlier = await accept(desk, [said("a walk by the sea helped", "guest-77")], "earlier-1");
  await accept(desk, [said("somebody else wrote this", "guest-78")], "earlier-2");
  const { caseId } = await accept(desk, [said(TONIGHT, "guest-77")], "earlier-3");
  const page = await open.asNew("Eri Earlier", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await expect(page.getByRole("button", { name: /^Earlier conversations\s*: 1$/ })).toBeVisible();
  await page.keyboard.press("h");
  const drawer = page.getByRole("dialog", { name: "Earlier conversations" });
  const list = drawer.getByRole("list", { name: "Earlier conversations" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(drawer).not.toContainText("a walk by the sea");
  await list.getByRole("button").press("Enter");
  await expect(drawer.getByRole("list", { name: "Messages" })).toContainText("a walk by the sea helped");
  const log = await callApi(desk.url, await desk.admin(), "/api/v1/audit/events?type=ingest.conversation.viewed");
  expect(await log.text()).toContain(earlier.id);
  await drawer.getByRole("button", { name: "All of them" }).press("Enter");
  await expect(list).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
});

test("Policies about the risks of a case stand beside the decision, which records what was shown", async ({
  desk,
  open,
}) => {
  const write = (title: string, markdown: string, riskTypes: string[]) =>
    desk.admin().then((admin) =>
      callApi(desk.url, admin, "/api/v1/policies", {
        method: "POST",
        body: JSON.stringify({ version: 0, title, markdown, riskTypes }),
      }),
    );
  const hostile = "<img src=x onerror=alert(1)> [bad](javascript:alert(1)) [good](https://example.org)";
  const made = await write("When somebody names tonight", `Stay with them.\n\n${hostile}`, ["suicide"]);
  const { versionId } = (await made.json()) as { versionId: string };
  await write("About stalking", "Ask who.", ["stalking"]);
  const { caseId } = await accept(desk, [TONIGHT]);
  const page = await open.asNew("Pol Policy", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.take.click();
  await expect(aCase.decision).toBeVisible();
  await page.keyboard.press("p");
  const panel = page.getByRole("region", { name: "Policies" });
  await expect(panel).toContainText("Stay with them.");
  await expect(panel).not.toContainText("About stalking");
  await expect(panel.locator("img")).toHaveCount(0);
  await expect(panel.getByRole("link")).toHaveCount(1);
  await expect(panel.getByRole("link")).toHaveAttribute("rel", /noopener/);
  const saved = page.waitForRequest((request) => request.url().endsWith(`/cases/${caseId}/decision`));
  await aCase.agreeWithAll();
  await aCase.save.click();
  expect((await saved).postDataJSON()).toMatchObject({ policyVersionIds: [versionId] });
  await expect(page.getByText("Saved: risk present")).toBeVisible();
});

test("Whoever wants a veil is asked for each message before its words are there to see, to hear or to copy", async ({
  desk,
  open,
}) => {
  const { caseId } = await accept(desk, [TONIGHT, { role: "assistant", text: "I am here" }, "second thing"]);
  const person = await desk.person("Vea Veil", "reviewer");
  const preferences = {
    veilText: true,
    calm: false,
    sound: false,
    notifications: false,
    optOutTypes: [],
  };
  await callApi(desk.url, person, "/api/v1/me/preferences", { method: "PATCH", body: JSON.stringify(preferences) });
  const page = await open.as(person);
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await expect(page.getByRole("button", { name: "Show message 1" })).toBeVisible();
  await expect(aCase.transcript.locator("[inert]")).toHaveCount(2);
  await expect(aCase.transcript).toMatchAriaSnapshot(`
    - listitem: /I am here/
  `);
  expect(await aCase.transcript.ariaSnapshot()).not.toContain(TONIGHT);

  await page.keyboard.press("v");
  await expect(aCase.message(1)).toBeFocused();
  expect(await aCase.transcript.ariaSnapshot()).toContain(TONIGHT);
  expect(await aCase.transcript.ariaSnapshot()).not.toContain("second thing");
  await page.getByRole("button", { name: "Show message 3" }).click();
  await expect(aCase.transcript.locator("[inert]")).toHaveCount(0);
  await page.keyboard.press("b");
  await expect(aCase.transcript.locator("[inert]")).toHaveCount(2);
  await page.keyboard.press("b");
  await expect(aCase.transcript.locator("[inert]")).toHaveCount(0);
});

test("The palette does what the page can do, and leads to rooms and to a case by its id", async ({ desk, open }) => {
  const { caseId } = await accept(desk, [TONIGHT]);
  const page = await open.asNew("Pal Palette", "reviewer");
  const aCase = new CasePage(page);
  const palette = page.getByRole("dialog", { name: "Find an action or a place" });
  await page.goto("/account");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect(async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await expect(palette).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.insertText(caseId);
  await expect(palette.getByRole("option", { name: `Open the case ${caseId}` })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(aCase.transcript).toContainText(TONIGHT);

  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette.getByRole("option", { name: "Skip the case" })).toHaveCount(0);
  await page.keyboard.type("find in");
  await page.keyboard.press("Enter");
  await expect(aCase.find).toBeFocused();
  await page.keyboard.press("Escape");

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("go to conv");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/conversations$/);
});

test("A decision that comes too late is shown beside how the case stands now, and nothing typed is lost", async ({
  desk,
  open,
}) => {
  const { key, caseId } = await accept(desk, [TONIGHT], "too-late");
  const page = await open.asNew("Tove Tardy", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.take.click();
  await aCase.agreeWithAll();
  await aCase.note.fill("rang once");
  await sendConversation(desk.url, key, ["A friend has come over"], "too-late");
  await page.keyboard.press("ControlOrMeta+Enter");

  const both = page.getByRole("region", { name: "The conversation has gone on" });
  await expect(both.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(both.getByRole("region", { name: "What you filled in" })).toContainText("rang once");
  await expect(both.getByRole("region", { name: "How it stands now" })).toContainText("A friend has come over");
  await expect(aCase.transcript).not.toContainText("A friend has come over");
  await page.keyboard.press("w");
  await expect(aCase.transcript).toContainText("A friend has come over");
  await expect(both).toBeHidden();
  await expect(aCase.note).toHaveValue("rang once");
});
