/** The reviewer's way through a case for everybody: screen reader, 200 % zoom, forced colours, fingers on a phone. */
import type { Page } from "@playwright/test";
import { callApi, sendConversation, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { expectAccessible } from "@/e2e/pages/expect-accessible";

const TONIGHT = "I want to end it all tonight";
const STILL = { reducedMotion: "reduce" } as const;

async function accept(desk: TestDesk, thread: string): Promise<string> {
  const key = await desk.key("Access");
  const messages = [
    { role: "user" as const, text: `${TONIGHT}, said ${thread}`, author: "guest-1" },
    { role: "assistant" as const, text: "I am glad you told me." },
    { role: "user" as const, text: "thank you", author: "guest-1" },
  ];
  const { id } = await sendConversation(desk.url, key, messages, thread);
  const { cases } = await untilRead(desk.url, await desk.admin(), id);
  return cases?.[0]?.id ?? "";
}

async function expectNoSidewaysScroll(page: Page, where: string) {
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect.soft(scrollWidth, `${where} is wider than the screen`).toBeLessThanOrEqual(clientWidth);
}

/** Things to press that are smaller than 24 by 24 CSS pixels, but for links inside a line of text (WCAG 2.5.8). */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SMALLEST = 24;
    const targets = document.querySelectorAll("main button, main summary, main select, main input, main a[href]");
    return [...targets].flatMap((target) => {
      if (!target.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return [];
      if (target.closest(".sr-only, p, [inert]") || target.matches(".sr-only")) return [];
      // A label around a control is pressed with it.
      const box = (target.closest("label") ?? target).getBoundingClientRect();
      const isSmall = box.width < SMALLEST - 0.5 || box.height < SMALLEST - 0.5;
      return isSmall && box.width > 0 ? [`${target.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`] : [];
    });
  });
}

test("What a case can show passes axe in both themes", async ({ desk, open }) => {
  test.setTimeout(120_000);
  await accept(desk, "axe-before");
  const caseId = await accept(desk, "axe");
  await callApi(desk.url, await desk.admin(), "/api/v1/policies", {
    method: "POST",
    body: JSON.stringify({
      version: 0,
      title: "House rules",
      markdown: "# Stay\n\n- kind\n- calm\n\n| a | b |\n|-|-|\n| 1 | 2 |",
    }),
  });
  const person = await desk.person("Axel Axe", "reviewer");
  const page = await open.as(person, STILL);
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.take.click();
  await expect(aCase.decision).toBeVisible();
  await page.keyboard.press("p");
  await expect(page.getByRole("region", { name: "Policies" })).toContainText("calm");
  await page.keyboard.press("/");
  await expect(aCase.find).toBeFocused();
  await page.keyboard.type("tonight");
  await expect(aCase.findState).toHaveText("1 of 1");
  await expectAccessible(page, "a case with find and policies");
  await page.keyboard.press("Escape");
  expect(await smallTargets(page)).toEqual([]);

  await page.keyboard.press("h");
  const drawer = page.getByRole("dialog", { name: "Earlier conversations" });
  await drawer.getByRole("list", { name: "Earlier conversations" }).getByRole("button").first().click();
  await expect(drawer.getByRole("list", { name: "Messages" })).toContainText("axe-before");
  await expectAccessible(page, "an earlier conversation");
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("option", { name: "Skip the case" })).toBeVisible();
  await expectAccessible(page, "the palette");
  await page.keyboard.press("Escape");

  const preferences = {
    veilText: true,
    calm: true,
    sound: false,
    notifications: false,
    optOutTypes: [],
  };
  await callApi(desk.url, person, "/api/v1/me/preferences", { method: "PATCH", body: JSON.stringify(preferences) });
  await page.reload();
  await expect(page.getByRole("button", { name: "Show message 1" })).toBeVisible();
  await expectAccessible(page, "a veiled case in calm mode");
});

test("A screen reader is told the whole review: what is there, what has the focus, what came of it", async ({
  desk,
  open,
}) => {
  const caseId = await accept(desk, "spoken");
  const page = await open.asNew("Sira Reader", "reviewer");
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await expect(aCase.heading).toBeFocused();
  await expect(page.getByRole("main")).toMatchAriaSnapshot(`
    - main:
      - link "Back to triage (Esc)"
      - region "Conversation from Access":
        - heading "Conversation from Access" [level=1]
        - group "Ways through the transcript":
          - button "Find"
          - button "The message pointed at"
          - button /Earlier conversations/
        - list "Messages":
          - listitem:
            - paragraph: /Person/
            - text: /I want to end it all tonight/
          - listitem:
            - paragraph: Assistant
            - text: I am glad you told me.
          - listitem:
            - paragraph: /Person/
            - text: thank you
      - complementary "Reading and decision":
        - region "The model's reading":
          - heading "The model's reading" [level=2]
          - list "Risks the model states":
            - listitem:
              - paragraph: /Suicide/
        - region "Policies":
          - heading "Policies" [level=2]
          - button "Show policies"
  `);

  await aCase.take.click();
  await expect(page.getByRole("status").filter({ hasText: "This case is yours." })).toBeAttached();
  await expect(aCase.heading).toBeFocused();
  await expect(aCase.decision).toMatchAriaSnapshot(`
    - region "Your decision":
      - heading "Your decision" [level=2]
      - button "Agree with all"
      - button "Nothing present"
      - list "Risks":
        - listitem:
          - button "Go to message 1"
      - status: /Assess risk 1/
      - button "Save" [disabled]
  `);
  for (const name of ["Agree", "Change", "Not present"]) {
    await expect(aCase.risk(1).getByRole("radio", { name, exact: true })).not.toBeChecked();
  }
  await page.keyboard.press("/");
  await expect(page.getByRole("search", { name: "Find in the conversation" })).toMatchAriaSnapshot(`
    - search "Find in the conversation":
      - searchbox "Find"
      - status
      - button "Previous match" [disabled]
      - button "Next match" [disabled]
      - button "Close find"
  `);
  await page.keyboard.type("thank");
  await expect(aCase.findState).toHaveText("1 of 1");
  await page.keyboard.press("Escape");
  await expect(aCase.message(3)).toBeFocused();
  await page.keyboard.press("a");
  await expect(aCase.save).toBeFocused();
  await expect(aCase.save).toHaveAccessibleDescription(/Will be recorded.*Suicide, the speaker, high, urgent/);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved: risk present")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Undo/ })).toBeVisible();
});

test("At 200 % zoom a case is read and decided without scrolling in two directions", async ({ desk, open }) => {
  const caseId = await accept(desk, "zoomed");
  const person = await desk.person("Zoe Zoom", "reviewer");
  const page = await open.as(person, { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.take.click();
  await expect(aCase.decision).toBeVisible();
  await page.keyboard.press("p");
  await page.keyboard.press("/");
  await expect(aCase.find).toBeFocused();
  await page.keyboard.type("tonight");
  await expect(aCase.transcript.locator("mark[data-found=current]")).toBeInViewport();
  await expectNoSidewaysScroll(page, "a case at 200 %");
  await page.keyboard.press("Escape");
  await aCase.agreeWithAll();
  await expect(aCase.save).toBeInViewport();
  await aCase.save.click();
  await expect(page.getByText("Saved: risk present")).toBeVisible();
});

test("With forced colours what is found, pointed at and chosen can still be told apart", async ({ desk, open }) => {
  const caseId = await accept(desk, "forced");
  const person = await desk.person("Fio Forced", "reviewer");
  const page = await open.as(person, { forcedColors: "active" });
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.take.click();
  await expect(aCase.message(1)).toContainText("The reading points here");
  await page.keyboard.press("/");
  await expect(aCase.find).toBeFocused();
  await page.keyboard.type("tonight");
  const mark = aCase.transcript.locator("mark[data-found=current]");
  const [ground, around] = await mark.evaluate((element) => [
    getComputedStyle(element).backgroundColor,
    getComputedStyle(document.body).backgroundColor,
  ]);
  expect(ground).not.toBe(around);
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  const agree = aCase.risk(1).getByRole("radio", { name: "Agree" });
  await expect(agree).toBeChecked();
  await expect(aCase.save).toBeFocused();
  expect(await aCase.save.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe("none");
});

test("On a phone a case is claimed, read and decided with a thumb", async ({ desk, open }) => {
  const caseId = await accept(desk, "on-call");
  const person = await desk.person("Ono Oncall", "reviewer");
  const page = await open.as(person, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await aCase.take.tap();
  await expect(aCase.transcript).toContainText(TONIGHT);
  await page.getByRole("link", { name: "Decide" }).tap();
  await expect(aCase.decision.getByRole("heading", { name: "Your decision" })).toBeInViewport();
  await aCase.decision.getByRole("button", { name: "Agree with all" }).tap();
  await expect(aCase.save).toBeInViewport();
  await expectNoSidewaysScroll(page, "a case on a phone");
  expect(await smallTargets(page)).toEqual([]);
  await aCase.save.tap();
  await expect(page.getByText("Saved: risk present")).toBeVisible();
});
