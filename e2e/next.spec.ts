import type { Page } from "@playwright/test";
import { z } from "zod";
import { fallbackOf, type SettingValue } from "@/domain/settings/definitions";
import { queueSummarySchema } from "@/domain/triage/queue-summary";
import { wellbeingSchema } from "@/domain/triage/wellbeing/wellbeing-dto";
import { callApi, sendConversation, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { TriagePage } from "@/e2e/pages/triage-page";

const MILD = "[[flag 1]] [[severity mild]] [[imminence chronic]]";
const MODERATE = "[[flag 1]] [[severity moderate]] [[imminence acute]]";
const TONIGHT = "I want to end it all tonight";

async function fill(desk: TestDesk, ...texts: string[]): Promise<void> {
  const key = await desk.key("Next");
  const sent = [];
  for (let at = 0; at < texts.length; at += 20)
    sent.push(...(await Promise.all(texts.slice(at, at + 20).map((text) => sendConversation(desk.url, key, [text])))));
  await Promise.all(sent.map(({ id }) => untilRead(desk.url, key, id, 60_000)));
}

async function waiting(desk: TestDesk) {
  const summary = queueSummarySchema.parse(await (await callApi(desk.url, await desk.admin(), "/api/v1/queue")).json());
  const sum = (part: "open" | "claimed") => summary.tiers.reduce((all, tier) => all + tier[part], 0);
  return { open: sum("open"), claimed: sum("claimed"), escalated: summary.escalated };
}

async function setWellbeing(desk: TestDesk, changed: Partial<SettingValue<"wellbeing">>): Promise<void> {
  const admin = await desk.admin();
  const answer = await callApi(desk.url, admin, "/api/v1/settings");
  const { items } = z
    .object({ items: z.array(z.object({ name: z.string(), version: z.number() }).loose()) })
    .parse(await answer.json());
  const version = items.find(({ name }) => name === "wellbeing")?.version ?? 0;
  const value = { ...fallbackOf("wellbeing"), coolDownSeconds: 0, lighterAfterHeavy: 0, ...changed };
  const body = JSON.stringify({ version, value, note: "" });
  const changedNow = await callApi(desk.url, admin, "/api/v1/settings/wellbeing", { method: "PUT", body });
  expect(changedNow.ok, await changedNow.text()).toBe(true);
}

/** Notes which cases a page has decided. */
function decidedOn(page: Page, decided: string[]): void {
  page.on("response", (response) => {
    const caseId = /\/cases\/([0-9a-f-]+)\/decision$/.exec(response.url())?.[1];
    if (caseId !== undefined && response.ok()) decided.push(caseId);
  });
}

// Each story begins with an empty queue: what one leaves behind would be given in the next.
test.beforeEach(({ desk }) => desk.startOver());

test("Eight hours in one story: 200 cases by keyboard alone, each decided once", async ({ desk, open }) => {
  test.setTimeout(240_000);
  const COUNT = 200;
  await fill(desk, ...Array.from({ length: COUNT }, (_, at) => `a long day, number ${at} ${MILD}`));
  const decided: string[] = [];

  /** Works until nothing waits any more; leaves every so many to others. */
  async function work(page: Page, skipEvery: number, escalateEvery: number) {
    decidedOn(page, decided);
    const keys = page.keyboard;
    const aCase = new CasePage(page);
    /** Waits until another case than `before` is there, or the queue says that nothing waits; whether there is one. */
    const next = async (before: string) => {
      await page.waitForFunction(
        (last) =>
          location.pathname.startsWith("/cases/")
            ? last === "" || !location.pathname.includes(last)
            : document.body.textContent?.includes("Nothing more for you right now"),
        before,
      );
      if (aCase.id === "") return false;
      await expect(aCase.saveState).toContainText("Assess risk 1");
      return true;
    };
    await new TriagePage(page).open();
    await keys.press("n");
    let more = await next("");
    for (let at = 1; more; at += 1) {
      const before = aCase.id;
      if (at % skipEvery === 0) {
        await keys.press("s");
        await expect(page.getByRole("dialog", { name: "Skip this case" })).toBeVisible();
        await keys.press("ArrowDown");
        await keys.press("Enter");
      } else if (at % escalateEvery === 0) {
        await keys.press("l");
        await expect(page.getByRole("alertdialog", { name: "Escalate to a lead?" })).toBeVisible();
        await keys.press("Tab");
        await keys.press("Enter");
      } else {
        await keys.press("a");
        await expect(aCase.saveState).toContainText("Will be recorded");
        await keys.press("ControlOrMeta+Enter");
      }
      more = await next(before);
    }
  }

  const page = await open.asNew("Noor Eight", "reviewer");
  await work(page, 33, 41);
  expect(await waiting(desk)).toEqual({ open: 6, claimed: 0, escalated: 4 });
  await page.goto("/account");

  const lead = await open.asNew("Lena Later", "lead", "reviewer");
  await work(lead, 1_000, 1_000);
  expect(await waiting(desk)).toEqual({ open: 0, claimed: 0, escalated: 0 });
  expect(decided).toHaveLength(COUNT);
  expect(new Set(decided).size).toBe(COUNT);
});

test("A closed laptop loses its lease: the case goes to others, and what was written stays", async ({ desk, open }) => {
  await fill(desk, TONIGHT);
  const page = await open.asNew("Lara Lid", "reviewer");
  const aCase = new CasePage(page);
  await new TriagePage(page).open();
  await page.keyboard.press("n");
  await aCase.note.fill("was about to call");
  const caseId = aCase.id;
  // A laptop that is closed says nothing any more.
  await page.route("**/heartbeat", () => {});
  await desk.endLeases();
  const other = new CasePage(await open.asNew("Omar Other", "reviewer"));
  await new TriagePage(other.page).open();
  await other.page.keyboard.press("n");
  await expect(other.decision).toBeVisible();
  expect(other.id).toBe(caseId);

  await aCase.agreeWithAll();
  await aCase.save.click();
  await expect(page.getByText("Your claim on this case has ended")).toBeVisible();
  await expect(page.getByText("Omar Other has this case now.")).toBeVisible();
  await expect(aCase.note).toHaveValue("was about to call");
});

test("A lead takes a case over, and whoever had it is told by whom", async ({ desk, open }) => {
  await fill(desk, TONIGHT);
  const page = await open.asNew("Tara Taken", "reviewer");
  const aCase = new CasePage(page);
  await new TriagePage(page).open();
  await page.keyboard.press("n");
  await aCase.note.fill("half a note");
  const lead = new CasePage(await open.asNew("Lio Lead", "lead", "reviewer"));
  await lead.open(aCase.id);
  await test.step("each sees that the other looks", async () => {
    await expect(lead.page.getByText("With Tara Taken")).toBeVisible();
    await expect(page.getByText("Lio Lead looks at this too")).toBeVisible({ timeout: 30_000 });
  });
  await lead.page.getByRole("button", { name: "Take over" }).click();
  await lead.page.getByRole("alertdialog").getByRole("button", { name: "Take over" }).click();
  await expect(lead.decision).toBeVisible();
  await expect(page.getByText("Lio Lead took this case over").first()).toBeVisible({ timeout: 25_000 });
  await expect(aCase.save).toBeDisabled();
});

test("Leaving hands the case back: by another page, and by closing the browser", async ({ desk, open }) => {
  await fill(desk, TONIGHT);
  const page = await open.asNew("Hanna Back", "reviewer");
  const aCase = new CasePage(page);
  await new TriagePage(page).open();
  await page.keyboard.press("n");
  await expect(aCase.decision).toBeVisible();
  await page.goto("/account");
  await expect.poll(() => waiting(desk)).toEqual({ open: 1, claimed: 0, escalated: 0 });
  await new TriagePage(page).open();
  await page.keyboard.press("n");
  await expect(aCase.decision).toBeVisible();
  expect((await waiting(desk)).claimed).toBe(1);
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => waiting(desk)).toEqual({ open: 1, claimed: 0, escalated: 0 });
});

test("A case is set aside, marked, and put back by a lead", async ({ desk, open }) => {
  await fill(desk, `can wait a little ${MODERATE}`);
  const page = await open.asNew("Zoe Aside", "reviewer");
  const aCase = new CasePage(page);
  await new TriagePage(page).open();
  await page.keyboard.press("n");
  await expect(aCase.decision).toBeVisible();
  const caseId = aCase.id;
  await page.keyboard.press("z");
  await expect(page.getByRole("dialog", { name: "Set this case aside" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing more for you right now")).toBeVisible();
  const lead = new CasePage(await open.asNew("Lou Lead", "lead", "reviewer"));
  await lead.open(caseId);
  await expect(lead.page.getByText("Set aside, another")).toBeVisible();
  await lead.page.getByRole("button", { name: "Put back" }).click();
  await lead.page.getByRole("alertdialog").getByRole("button", { name: "Put back" }).click();
  await expect(lead.page.getByText("Set aside, another")).toBeHidden();
  await new TriagePage(page).open();
  await page.keyboard.press("n");
  await expect(aCase.decision).toBeVisible();
  expect(aCase.id).toBe(caseId);
});

test("After an emergency the pause ends with an offer, and nothing is taken for somebody who walked away", async ({
  desk,
  open,
}) => {
  await setWellbeing(desk, { coolDownSeconds: 6 });
  await fill(desk, "I am out here right now, on the bridge", TONIGHT);
  const page = await open.asNew("Pia Pause", "reviewer");
  const aCase = new CasePage(page);
  await new TriagePage(page).open();
  await page.keyboard.press("n");
  await expect(aCase.saveState).toContainText("Assess risk 1");
  await page.keyboard.press("a");
  await expect(aCase.saveState).toContainText("Will be recorded");
  await page.keyboard.press("ControlOrMeta+Enter");
  const pause = page.getByRole("dialog", { name: "A moment to breathe" });
  await expect(pause.getByRole("button", { name: "Take it now" })).toBeVisible();
  await expect(pause.getByRole("timer")).toBeVisible();
  await expect(pause.getByText("when you are ready")).toBeVisible({ timeout: 15_000 });
  expect((await waiting(desk)).claimed).toBe(0);
  await pause.getByRole("button", { name: "Next case" }).click();
  await expect(aCase.transcript).toContainText(TONIGHT);
  await setWellbeing(desk, {});
});

test("A limit ends the work kindly: a break, the way back, handing over; and nobody else sees why", async ({
  desk,
  open,
}) => {
  await setWellbeing(desk, {
    softLimit: 2,
    hardLimit: 4,
    contacts: [{ name: "Support line", reach: "extension 7", hours: "" }],
  });
  await fill(desk, ...[1, 2, 3, 4].map((at) => `number ${at} of the evening ${MODERATE}`));
  const reviewer = await desk.person("Rui Rest", "reviewer");
  const page = await open.as(reviewer);
  const keys = page.keyboard;
  const aCase = new CasePage(page);
  const decide = async () => {
    await expect(aCase.saveState).toContainText("Assess risk 1");
    await keys.press("a");
    await expect(aCase.saveState).toContainText("Will be recorded");
    await keys.press("ControlOrMeta+Enter");
  };
  await new TriagePage(page).open();
  await keys.press("n");
  await decide();

  await test.step("the soft limit is told between two cases, and one may go on", async () => {
    const prompt = page.getByRole("dialog", { name: "You have read a lot" });
    await expect(prompt).toBeVisible();
    await prompt.getByRole("button", { name: "Go on" }).click();
    await decide();
  });

  await test.step("at the hard limit nothing more is given, and the break has support contacts", async () => {
    const limit = page.getByRole("dialog", { name: "That is enough for now" });
    await expect(limit).toContainText("extension 7");
    await limit.getByRole("button", { name: "Take a break" }).click();
    await expect(page.getByRole("heading", { name: "You are on a break" })).toBeVisible();
    await expect(page.getByRole("list", { name: "Support contacts" })).toContainText("Support line");
    const refused = await callApi(desk.url, reviewer, "/api/v1/cases/next", { method: "POST", body: "{}" });
    expect(refused.status).toBe(409);
    await page.getByRole("button", { name: "I am back" }).click();
    await expect(new TriagePage(page).heading).toBeVisible();
  });

  await test.step("a lead is told of none of it", async () => {
    const lead = await desk.person("Lea Nosy", "lead");
    const own = wellbeingSchema.parse(await (await callApi(desk.url, lead, "/api/v1/me/wellbeing")).json());
    expect(own.used).toBe(0);
    const users = await callApi(desk.url, lead, "/api/v1/cases");
    expect(await users.text()).not.toContain("hardLimit");
  });
  await setWellbeing(desk, {});
});
