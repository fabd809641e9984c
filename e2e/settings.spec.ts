import { z } from "zod";
import { callApi, post, sendConversation, standingOf, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { expectAccessible } from "@/e2e/pages/expect-accessible";
import { SettingsPage } from "@/e2e/pages/settings-page";

const caseSchema = z.object({ tier: z.number(), openedAt: z.string(), dueAt: z.string() });

/** A new case, and how long after it was opened a person must look at it, in seconds. */
async function dueOfNewCase(desk: TestDesk, text: string): Promise<{ tier: number; seconds: number }> {
  const key = await desk.key("Settings");
  const { id } = await sendConversation(desk.url, key, [text]);
  await untilRead(desk.url, key, id);
  const admin = await desk.admin();
  const caseId = (await standingOf(desk.url, admin, id)).cases?.[0]?.id ?? "";
  const { tier, openedAt, dueAt } = caseSchema.parse(
    await (await callApi(desk.url, admin, `/api/v1/cases/${caseId}`)).json(),
  );
  return { tier, seconds: Math.round((Date.parse(dueAt) - Date.parse(openedAt)) / 1000) };
}

test("An admin gives T1 more time, and the next case is due by it; history puts it back", async ({ desk, open }) => {
  const page = await open.as(await desk.admin(), { reducedMotion: "reduce" });
  const settings = new SettingsPage(page);

  await test.step("a limit that cannot be is said at its field, and nothing is saved", async () => {
    await settings.open("queue");
    await settings.fill("T1 is due within", "soon");
    await expect(page.getByText("Write it like 90 s, 5 min")).toBeVisible();
    await settings.fill("T1 is due within", "2 days");
    await settings.save();
    await expect(settings.form("Tiers").getByText("At most 24 h.")).toBeVisible();
    await settings.fill("T1 is due within", "45 min");
    await settings.save();
    await expect(settings.form("Tiers").getByRole("alert")).toContainText("Each tier is due later");
  });

  await test.step("what would change is said before it is saved", async () => {
    await settings.fill("T1 is due within", "20 minutes");
    await expect(settings.changes).toContainText("T1 is due within");
    await expect(settings.changes).toContainText(/was\s*5 min.*is now\s*20 min/);
    await expectAccessible(page, "a setting with changes");
    await settings.save("The night shift is small");
    await expect(page.getByText("Version 1, set by")).toBeVisible();
    await expect
      .poll(async () => await dueOfNewCase(desk, "I want to end it all tonight"), { timeout: 20_000 })
      .toEqual({ tier: 1, seconds: 1200 });
  });

  await test.step("history says who, when and why, and gives the earlier value back as a new version", async () => {
    await settings.fill("T1 is due within", "30 min");
    await settings.fill("T2 is due within", "1 h");
    await settings.save("Smaller still");
    await expect(page.getByText("Version 2, set by")).toBeVisible();
    await settings.openHistory();
    await expect(page.getByText("The night shift is small")).toBeVisible();
    await page.getByRole("button", { name: "Put it back to version 1" }).click();
    await expect(settings.field("T1 is due within")).toHaveValue("20 min");
    await expect(settings.field("T2 is due within")).toHaveValue("30 min");
    await settings.save("It was too long");
    await expect(page.getByText("Version 3, set by")).toBeVisible();
    await page.goto("/admin/settings/history");
    await expect(page.getByRole("listitem").filter({ hasText: "It was too long" })).toContainText(/30 min.*20 min/);
    await expectAccessible(page, "the history of settings");
  });
});

test("An admin marks who is told in the second step, by name", async ({ desk, open }) => {
  const admin = await desk.admin();
  const receiver = {
    kind: "webhook",
    name: "Night phone",
    events: [],
    sourceId: null,
    url: "https://example.org/on-call",
  };
  await post(desk.url, admin, "/api/v1/outbox/endpoints", receiver, z.unknown());
  const settings = new SettingsPage(await open.as(admin, { reducedMotion: "reduce" }));
  await settings.open("alerts");
  await settings.page.getByRole("button", { name: "Add a step" }).click();
  const second = settings.page.getByRole("list", { name: "Steps" }).getByRole("listitem").nth(1);
  await second.getByLabel("Night phone").check();
  await expect(second).toContainText("those that are marked");
  await settings.save("The night needs a second step");
  await expect(settings.page.getByText("Version 1, set by")).toBeVisible();
  await settings.page.reload();
  await expect(second.getByLabel("Night phone")).toBeChecked();
});

test("Two admins who change the same setting meet, and neither loses what they wrote", async ({ open }) => {
  const [one, two] = [await open.asNew("Ada Admin", "admin"), await open.asNew("Bo Admin", "admin")];
  const [first, second] = [new SettingsPage(one), new SettingsPage(two)];
  await first.open("review");
  await second.open("review");
  await first.fill("Of decisions with a risk, a second person looks at", "10");
  await expect(one.getByText("about 1 in 10 decisions").first()).toBeVisible();
  await first.form("More eyes").getByRole("button", { name: "Save" }).click();
  await expect(one.getByText("More eyes saved")).toBeVisible();

  await second.fill("Of decisions with a risk, a second person looks at", "20");
  const form = second.form("More eyes");
  await form.getByRole("button", { name: "Save" }).click();
  const conflict = form.getByRole("alert");
  await expect(conflict).toContainText("Ada Admin has changed this meanwhile");
  await expect(conflict).toContainText("10 %");
  await expect(conflict).toContainText("20 %");
  await expectAccessible(two, "two admins meet");
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(two.getByText("More eyes saved")).toBeVisible();
  await one.reload();
  await expect(first.field("Of decisions with a risk, a second person looks at")).toHaveValue("20 %");
});

test("An admin sets how much of what nobody flagged is read, sees what it costs, and how the samples stand", async ({
  desk,
  open,
}) => {
  const key = await desk.key("Quiet chat");
  const page = await open.as(await desk.admin(), { reducedMotion: "reduce" });
  const settings = new SettingsPage(page);
  const effect = page.getByRole("region", { name: "Cost and effect" });

  await test.step("while nothing was read clear there is nothing to plan with, and the page says so", async () => {
    await page.goto("/measure/sampling");
    await expect(page.getByText("Nothing has been read clear yet")).toBeVisible();
    await expect(page.getByRole("status", { name: "The plan" })).toContainText("there is nothing to plan with yet");
    await expect(page.getByText("None yet: the first one begins")).toBeVisible();
  });

  await test.step("a rate that cannot be understood is said, and costs nothing; one that can is reckoned at once", async () => {
    const { id } = await sendConversation(desk.url, key, ["The roses are out"]);
    await untilRead(desk.url, key, id);
    await settings.open("sampling");
    await settings.fill("Drawn of “The rest”", "many");
    await expect(effect).toContainText("Said once every rate can be understood");
    await settings.fill("Drawn of “The rest”", "100");
    await expect(effect).toContainText("about 7 a week");
    await page.getByRole("button", { name: "Add a language" }).click();
    await settings.save();
    await expect(settings.form("Sampling").getByText("Choose a language.")).toBeVisible();
    await page.getByLabel("Language 1", { exact: true }).selectOption({ label: "Dutch" });
    await settings.save("To know what is missed");
    await expect(page.getByText(/Version \d+, set by/)).toBeVisible();
    await expectAccessible(page, "the rates of samples");
  });

  await test.step("what is drawn from then on waits as a blind case, and is missing until it is answered", async () => {
    await expect
      .poll(
        async () => {
          const { id } = await sendConversation(desk.url, key, ["The tulips are out"]);
          await untilRead(desk.url, key, id);
          return (await standingOf(desk.url, await desk.admin(), id)).cases?.length;
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    await page.goto("/measure/sampling");
    const row = page
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name: /^The rest/ }) })
      .first();
    await expect(row.getByRole("cell").nth(3)).toHaveText("1");
    await expect(page.getByText("1 sample waits for a person")).toBeVisible();
    await expect(page.getByText("Drawn of “The rest”")).toBeVisible();
    await expectAccessible(page, "how samples stand");
  });

  await test.step("a new frame begins, and the secret of the one before can be shown", async () => {
    await page.getByRole("button", { name: "Begin a new frame" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Begin a new frame" }).click();
    await page.getByRole("button", { name: "Show its secret" }).click();
    await expect(page.getByText("Secret of the frame")).toBeVisible();
  });
});

test("Changes that are not saved are asked about before the page is left", async ({ desk, open }) => {
  const page = await open.as(await desk.admin());
  const settings = new SettingsPage(page);
  await settings.open("actions");
  await page.getByLabel("Another action").fill("Called back by phone");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(settings.changes).toContainText("Called back by phone");
  page.once("dialog", (dialog) => void dialog.dismiss());
  await page.getByRole("link", { name: "Policies" }).click();
  await expect(page).toHaveURL(/settings\/actions/);
  await expect(settings.changes).toContainText("Called back by phone");
  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("link", { name: "Policies" }).click();
  await expect(page).toHaveURL(/admin\/policies/);
});

test("An admin lets people search what was written; a lead looks for words step by step, and the log says so", async ({
  desk,
  open,
}) => {
  const key = await desk.key("Searched");
  for (const text of ["I met her at the lighthouse", "A calm day", "Another calm day"])
    await sendConversation(desk.url, key, [text]);
  const admin = await open.as(await desk.admin(), { reducedMotion: "reduce" });
  const lead = await open.asNew("Lea Lead", "lead");
  const outcome = lead.getByRole("region", { name: "By words" }).getByRole("status");

  await test.step("as delivered it is off, and says who can turn it on", async () => {
    const reviewer = await open.asNew("Rita Reviewer", "reviewer");
    await reviewer.goto("/conversations/search");
    await expect(reviewer.getByText("This page is not open to you")).toBeVisible();
    await lead.goto("/conversations");
    await lead.getByRole("link", { name: "Find one" }).click();
    await expect(lead.getByText("An admin can turn it on, under Settings.")).toBeVisible();
    await expect(lead.getByRole("textbox", { name: /^Words/ })).toHaveCount(0);
    await admin.goto("/conversations/search");
    await admin.getByRole("link", { name: "See what it costs, and turn it on" }).click();
  });

  await test.step("an admin turns it on", async () => {
    const settings = new SettingsPage(admin);
    await settings.open("search");
    await expect(admin.getByText("Each search is on the record")).toBeVisible();
    await admin.getByRole("switch", { name: "Leads, auditors and admins can search what people wrote" }).click();
    await expectAccessible(admin, "turning the search on");
    await settings.save("For the yearly review");
    await expect(admin.getByText("Version 1, set by")).toBeVisible();
  });

  const held = Promise.withResolvers<void>();
  await test.step("while not all is looked through, nothing found is not called none", async () => {
    await expect(async () => {
      await lead.reload();
      await expect(lead.getByRole("textbox", { name: /^Words/ })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    let step = 0;
    await lead.route("**/api/v1/conversations/search", async (route) => {
      step += 1;
      if (step === 2) await held.promise;
      await route.continue({ postData: { ...route.request().postDataJSON(), conversations: 1 } });
    });
    await lead.getByRole("textbox", { name: /^Words/ }).fill("Lighthouse");
    await lead.getByLabel("Source").selectOption({ label: "Searched" });
    await lead.getByRole("button", { name: "Search" }).click();
    await expect(lead.getByText("Looking: 1 of 3 conversations looked through, none found so far.")).toBeVisible();
    await lead.getByRole("button", { name: "Stop" }).click();
    held.resolve();
    await expect(outcome).toContainText("Stopped: 2 of 3 conversations looked through, none found so far.");
    await expectAccessible(lead, "a search that was stopped");
  });

  await test.step("looks on to the end, and what was found is there again after reading it", async () => {
    await lead.getByRole("button", { name: "Look on" }).click();
    await expect(outcome).toHaveText("1 conversation holds these words. All 3 were looked through.");
    const row = lead.getByRole("table", { name: /^Conversations that hold the words/ }).getByRole("link");
    await expect(row).toHaveCount(1);
    await expectAccessible(lead, "what was found");
    await row.click();
    await expect(lead.getByText("I met her at the lighthouse")).toBeVisible();
    expect(lead.url()).not.toContain("ighthouse");
    await lead.goBack();
    await expect(outcome).toHaveText("1 conversation holds these words. All 3 were looked through.");
    await lead.getByRole("textbox", { name: /^Words/ }).fill("a");
    await lead.getByRole("button", { name: "Search" }).click();
    await expect(lead.getByText("At least two letters that can be seen")).toBeVisible();
  });

  await test.step("the log has each step, and not the words", async () => {
    const auditor = await open.asNew("Ossi Auditor", "auditor");
    await auditor.goto("/audit");
    await expect(auditor.getByText("looked for words in 1 conversation and found them in 1").first()).toBeVisible();
    await expect(auditor.getByText(/lighthouse/i)).toHaveCount(0);
  });
});

test("A reviewer finds no way to the settings, and an auditor reads them without changing any", async ({ open }) => {
  const reviewer = await open.asNew("Rosa Reviewer", "reviewer");
  await reviewer.goto("/admin/settings/queue");
  await expect(reviewer.getByText("This page is not open to you")).toBeVisible();
  expect((await reviewer.request.get("/api/v1/settings")).status()).toBe(403);

  const auditor = await open.asNew("Otto Auditor", "auditor");
  await auditor.goto("/admin");
  await auditor
    .getByRole("main")
    .getByRole("link", { name: /^Settings/ })
    .first()
    .click();
  await auditor
    .getByRole("main")
    .getByRole("link", { name: /^Tiers and limits/ })
    .click();
  await expect(auditor.getByLabel("T0 is due within")).toBeDisabled();
  await expect(auditor.getByRole("button", { name: "Save" })).toHaveCount(0);
});

test("Every page of the settings passes axe, wide and narrow", async ({ desk, open }) => {
  const page = await open.as(await desk.admin(), { reducedMotion: "reduce" });
  for (const path of [
    "",
    "/queue",
    "/review",
    "/sampling",
    "/actions",
    "/templates",
    "/wellbeing",
    "/alerts",
    "/search",
  ]) {
    await page.goto(`/admin/settings${path}`);
    await expect(
      page
        .getByRole("main")
        .getByText(/As delivered|Version \d+, set by|History/)
        .first(),
    ).toBeVisible();
    await expectAccessible(page, `/admin/settings${path}`);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
});
