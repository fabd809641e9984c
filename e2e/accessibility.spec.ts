import type { Page } from "@playwright/test";
import { callApi } from "@/e2e/desk/desk-client";
import { type FilledDesk, fillDesk } from "@/e2e/desk/fill-desk";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { expectAccessible } from "@/e2e/pages/expect-accessible";
import { untilLive } from "@/e2e/pages/until-live";

const ROOMS = [
  "/triage",
  "/conversations",
  "/ingest",
  "/ingest/uploads",
  "/ingest/sources",
  "/ingest/sources/new",
  "/measure",
  "/measure/types",
  "/measure/drift",
  "/measure/reviewers",
  "/measure/times",
  "/measure/thresholds",
  "/measure/cases?cell=outcome.risk.risk",
  "/measure/report",
  "/measure/evaluate",
  "/measure/shadow",
  "/measure/gold",
  "/measure/sampling",
  "/audit",
  "/admin",
  "/admin/people",
  "/admin/settings",
  "/admin/settings/review",
  "/admin/settings/wellbeing",
  "/admin/settings/history",
  "/admin/policies",
  "/admin/policies/new",
  "/admin/model",
  "/admin/model/rules",
  "/admin/alerts",
  "/alerts",
  "/account",
  "/break",
];
const TITLES = [
  "Triage",
  "Case",
  "Conversations",
  "Conversation",
  "Paste",
  "Uploads",
  "Sources and keys",
  "Add source",
  "Measure",
  "Figures by type",
  "Figures over time",
  "Figures of reviewers",
  "Waiting times",
  "Thresholds",
  "Behind a number",
  "Report",
  "Sampling",
  "Evaluate",
  "Shadow runs",
  "Reference cases",
  "Audit",
  "Admin",
  "People",
  "Settings",
  "Second looks",
  "Wellbeing",
  "History of settings",
  "Policies",
  "New policy",
  "Model",
  "Offline rules",
  "Where alerts go",
  "Alerts",
  "Account",
  "Break",
  "Sign in",
  "Set up",
];

async function expectPlainTitle(page: Page) {
  const title = (await page.title()).replace(/ [·|–-] Vigil$/, "");
  expect(TITLES).toContain(title);
}

async function expectNoSidewaysScroll(page: Page, where: string) {
  const wider = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const sticksOut = [...document.body.querySelectorAll("*")].filter(
      (each) => each.getBoundingClientRect().right > width + 1,
    );
    return sticksOut.slice(0, 3).map((each) => each.outerHTML.slice(0, 200));
  });
  expect.soft(wider, `${where} is wider than the screen`).toEqual([]);
}

/** Many rooms in one test, on a machine that does other things as well. */
const ALL_ROOMS_MS = 180_000;

const filled: { desk: Promise<FilledDesk> | null } = { desk: null };

/** The desk of this file, filled once. */
function full(desk: TestDesk): Promise<FilledDesk> {
  filled.desk ??= fillDesk(desk);
  return filled.desk;
}

/** Nothing is measured while it fades in. */
const STILL = { reducedMotion: "reduce" } as const;

test("Pages before signing in and empty rooms pass axe in both themes", async ({ desk, open }) => {
  const nobody = await open.asNobody(STILL);
  for (const path of [desk.link, "/setup?token=used", "/sign-in"]) {
    await nobody.goto(path);
    await expectAccessible(nobody, path);
    await expectPlainTitle(nobody);
  }
  const page = await open.as(await desk.admin(), STILL);
  for (const path of ["/triage", "/conversations", "/measure"]) {
    await page.goto(path);
    await untilLive(page);
    await expectAccessible(page, `${path}, empty`);
  }
});

async function expectSound(page: Page, paths: readonly string[]) {
  for (const path of paths) {
    await page.goto(path);
    await untilLive(page);
    await expectAccessible(page, path);
    await expectPlainTitle(page);
  }
}

const isOfFigures = (path: string) => path.startsWith("/measure");

test("Full rooms of figures pass axe in both themes, and their titles hold no content", async ({ desk, open }) => {
  test.setTimeout(ALL_ROOMS_MS);
  await full(desk);
  await expectSound(await open.as(await desk.admin(), STILL), ROOMS.filter(isOfFigures));
});

test("All other full rooms pass axe in both themes, and their titles hold no content", async ({ desk, open }) => {
  test.setTimeout(ALL_ROOMS_MS);
  const { conversationId, waitingCaseId, decidedCaseId } = await full(desk);
  const rooms = ROOMS.filter((path) => !isOfFigures(path));
  const held = [`/conversations/${conversationId}`, `/cases/${decidedCaseId}`, `/cases/${waitingCaseId}`];
  await expectSound(await open.as(await desk.admin(), STILL), [...rooms, ...held]);
});

test("The cut of the simulator is moved by keys alone, and says what it would have meant", async ({ desk, open }) => {
  await full(desk);
  const page = await open.as(await desk.admin(), STILL);
  await page.goto("/measure/thresholds");
  await untilLive(page);
  const cut = page.getByRole("slider", { name: "A case from a score of" });
  const cases = page.getByRole("definition").first();
  await cut.focus();
  await page.keyboard.press("Home");
  await expect(cut).toHaveAttribute("aria-valuetext", /^A case for everything: /);
  const all = Number(await cases.textContent());
  await page.keyboard.press("ArrowRight");
  await expect(cut).toHaveAttribute("aria-valuetext", /^A case from a score of 0\.0001 on: /);
  await page.keyboard.press("End");
  await expect(cut).toHaveAttribute("aria-valuetext", /^A case from a score of 0\.9999 on: /);
  expect(Number(await cases.textContent())).toBeLessThan(all);
  await page.getByText("As a table").first().press("Enter");
  await expect(page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "0.9999" }) })).toBeVisible();
});

test("What is not there is answered with 404 and a page that says so; what is there says first that it is coming", async ({
  desk,
  open,
}) => {
  const admin = await desk.admin();
  const page = await open.as(admin, STILL);
  const unknown = "00000000-0000-7000-8000-000000000000";
  for (const path of [`/conversations/${unknown}`, "/conversations/none", `/ingest/sources/${unknown}`, "/nowhere"]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByText("There is no such page")).toBeVisible();
  }
  await expectAccessible(page, "a page that is not there");
  const { conversationId } = await full(desk);
  const known = await callApi(desk.url, admin, `/conversations/${conversationId}`);
  expect(known.status).toBe(200);
  expect(await known.text()).toContain("Loading the reading");
});

test("A case in work, its list of keys and a dialog pass axe in both themes", async ({ desk, open }) => {
  const page = await open.as(await desk.admin(), STILL);
  const aCase = new CasePage(page);
  await aCase.open((await full(desk)).waitingCaseId);
  await aCase.take.click();
  await aCase.correct(1, { severity: "Critical" });
  await page.getByRole("button", { name: /^Add a risk/ }).click();
  await expect(page.getByRole("checkbox", { name: "Message 1 shows it" })).toBeVisible();
  await expectAccessible(page, "a case in work");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.goto("/admin/people");
  await untilLive(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessible(page, "the list of keys");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add person" }).click();
  await expectAccessible(page, "adding a person");
});

test("At 320 pixels nothing has to be scrolled sideways", async ({ desk, open }) => {
  test.setTimeout(ALL_ROOMS_MS);
  const { conversationId, waitingCaseId, decidedCaseId } = await full(desk);
  const nobody = await open.asNobody({ viewport: { width: 320, height: 640 } });
  await nobody.goto("/sign-in");
  await expectNoSidewaysScroll(nobody, "/sign-in");
  const page = await open.as(await desk.admin(), { viewport: { width: 320, height: 640 } });
  for (const path of [
    ...ROOMS,
    `/conversations/${conversationId}`,
    `/cases/${decidedCaseId}`,
    `/cases/${waitingCaseId}`,
  ]) {
    await page.goto(path);
    await untilLive(page);
    await expectNoSidewaysScroll(page, path);
  }
});

test("With reduced motion nothing moves", async ({ desk, open }) => {
  const page = await open.as(await desk.admin(), STILL);
  await page.goto("/triage");
  await untilLive(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .map((animation) => animation.effect?.getComputedTiming().activeDuration ?? 0)
      .filter((duration) => Number(duration) > 20),
  );
  expect(moving).toEqual([]);
});
