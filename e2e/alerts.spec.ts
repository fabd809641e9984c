import type { Page } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { fallbackOf, type SettingName, type SettingValue } from "@/domain/settings/definitions";
import { callApi, claimNext, post, sendConversation, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { expectAccessible } from "@/e2e/pages/expect-accessible";
import { type Received, startReceiver } from "@/lib/outbound/testing/receiver";

/** A worker looks every two seconds, and a receiver is told right after. */
const SOON = { timeout: 15_000 };
/** The shortest time to take a decision back that can be set is five seconds. */
const AFTER_UNDO = { timeout: 25_000 };
const WORDS = "I am standing right now, on the bridge";

const bodySchema = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

async function setTo<N extends SettingName>(desk: TestDesk, name: N, change: Partial<SettingValue<N>>): Promise<void> {
  const value = { ...fallbackOf(name), ...change };
  const init = { method: "PUT", body: JSON.stringify({ version: 0, value, note: "for a story" }) };
  const answer = await callApi(desk.url, await desk.admin(), `/api/v1/settings/${name}`, init);
  expect(answer.ok, await answer.text()).toBe(true);
}

const verified = (secret: string, { body, headers }: Received) =>
  bodySchema.parse(new Webhook(secret).verify(body, headers as Record<string, string>));

const told = (secret: string, received: readonly Received[]) => received.map((each) => verified(secret, each));

/** Adds a webhook with the form on the page. @returns its secret, as it is shown once */
async function addWebhook(page: Page, name: string, url: string): Promise<string> {
  await page.getByRole("button", { name: "Add endpoint" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add endpoint" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("textbox", { name: "Address" }).fill(url);
  await page.keyboard.press("Enter");
  const added = page.getByRole("dialog", { name: "Endpoint added" });
  const secret = await added.locator("code").textContent();
  await added.getByRole("button", { name: "Done" }).press("Enter");
  return secret ?? "";
}

test("Somebody who looks at no browser is told of a case past its time, and who answers is known", async ({
  desk,
  open,
}) => {
  const receiver = await startReceiver();
  try {
    const admin = await open.as(await desk.admin());
    await setTo(desk, "alerts", { allowedNetworks: ["127.0.0.1/32"] });
    await setTo(desk, "tiers", { dueSeconds: [1, 300, 1_800, 86_400] });
    await admin.goto("/admin/alerts");
    await expect(admin.getByText("None yet: alerts are seen on this desk only.")).toBeVisible();
    const secret = await addWebhook(admin, "On call", receiver.url);
    await expect(admin.getByText("not used yet")).toBeVisible();
    await expect(admin.getByText(secret)).toHaveCount(0);

    await test.step("a test says what the receiver answered", async () => {
      await admin.getByRole("button", { name: "Send a test" }).press("Enter");
      await expect(admin.getByText("The test arrived")).toBeVisible();
      await expect(admin.getByText("The receiver answered 204.")).toBeVisible();
      expect(told(secret, receiver.received).map(({ type }) => type)).toEqual(["endpoint.test"]);
      await expectAccessible(admin, "where alerts go");
    });

    const key = await desk.key("Night chat");
    const { id } = await sendConversation(desk.url, key, [WORDS]);
    await untilRead(desk.url, key, id);

    await test.step("the new case and its breach leave the browser, without a word of what was written", async () => {
      const kinds = () => told(secret, receiver.received).map(({ data }) => data.kind);
      await expect.poll(kinds, SOON).toEqual(expect.arrayContaining(["new_emergency", "tier_breach"]));
      for (const { body } of receiver.received) expect(body).not.toMatch(/standing|bridge/);
    });

    await test.step("a reviewer answers by keyboard", async () => {
      const reviewer = await open.asNew("Rut Reviewer", "reviewer");
      await reviewer.goto("/conversations");
      await expect(reviewer.getByRole("link", { name: /^Alerts: \d+ unanswered$/ }).first()).toBeVisible(SOON);
      await reviewer.keyboard.press("g");
      await reviewer.keyboard.press("b");
      const row = reviewer.getByRole("listitem").filter({ hasText: "A case in tier 0 waits past its time" });
      await expect(row.getByText("unanswered")).toBeVisible(SOON);
      await expectAccessible(reviewer, "alerts");
      for (let step = 0; step < 5 && (await row.getAttribute("aria-current")) === null; step += 1)
        await reviewer.keyboard.press("j");
      await reviewer.keyboard.press("y");
      await expect(row.getByText("answered by Rut Reviewer")).toBeVisible();
      await row.getByText("messages: 1 delivered").press("Enter");
      await expect(row.getByText("On call")).toBeVisible();
      await expect(row.getByText(/^Try 1/)).toContainText("taken with 204");
    });
  } finally {
    receiver.stop();
  }
});

test("Whoever looks at another tab is notified of an emergency, and following it keeps the page with what is in it", async ({
  desk,
  open,
}) => {
  const reviewer = await desk.person("Nils Notified", "reviewer");
  const wanted = { method: "PATCH", body: JSON.stringify({ notifications: true }) };
  expect((await callApi(desk.url, reviewer, "/api/v1/me/preferences", wanted)).status).toBe(200);
  const page = await open.as(reviewer);
  // The browser of a test shows no notifications: this one keeps them.
  await page.addInitScript(() => {
    class Kept {
      static permission = "granted";
      static shown: Kept[] = [];
      onclick: (() => void) | null = null;
      constructor(
        readonly title: string,
        readonly options: { body: string },
      ) {
        Kept.shown.push(this);
      }
    }
    Object.assign(window, { Notification: Kept });
  });
  const shown = () =>
    page.evaluate(() => {
      const { shown } = window.Notification as unknown as { shown: { options: { body: string } }[] };
      return shown.map(({ options }) => options.body);
    });
  await page.goto("/conversations");
  await expect(page.getByRole("link", { name: /^Alerts/ }).first()).toBeVisible();
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    Object.defineProperty(document, "hidden", { get: () => true });
    window.dispatchEvent(new Event("visibilitychange"));
    document.dispatchEvent(new Event("visibilitychange"));
    Object.assign(window, { formInWork: "half a note" });
  });

  const key = await desk.key("Night chat");
  const { id } = await sendConversation(desk.url, key, [WORDS]);
  await untilRead(desk.url, key, id);
  await expect.poll(shown, SOON).toContainEqual(expect.stringContaining("tier 0"));

  await page.evaluate(() => {
    const { shown } = window.Notification as unknown as { shown: { onclick: () => void }[] };
    shown[0]?.onclick();
  });
  await expect(page.getByRole("heading", { name: "Alerts", level: 1 })).toBeVisible();
  expect(await page.evaluate(() => "formInWork" in window)).toBe(true);
});

test("A decision goes back to where the conversation came from, once it can no longer be taken back", async ({
  desk,
  open,
}) => {
  const receiver = await startReceiver();
  try {
    await setTo(desk, "undo", { seconds: 5 });
    const admin = await desk.admin();
    const key = await desk.key("Chat with callbacks");
    const page = await open.as(admin);
    await page.goto("/ingest/sources");
    await page.getByRole("link", { name: "Chat with callbacks" }).first().click();
    await expect(page.getByRole("heading", { name: "Decisions go back to" })).toBeVisible();
    const secret = await addWebhook(page, "Back to the chat", receiver.url);

    const { id } = await sendConversation(desk.url, key, ["Some days there is no reason to live"], "thread-7");
    await untilRead(desk.url, key, id);
    const reviewer = await desk.person("Dora Decides", "reviewer");
    let taken = await claimNext(desk.url, reviewer);
    while (taken.conversation.id !== id) taken = await claimNext(desk.url, reviewer);
    const decision = {
      token: taken.claim?.token,
      revision: taken.revision,
      findings: taken.classification?.risks.map(({ id: riskId }) => ({ assessment: "agree", riskId })),
      certainty: "sure",
      action: "resources_shared",
      note: "a word that stays on the desk",
      timeSpentMs: 1_000,
    };
    await post(desk.url, reviewer, `/api/v1/cases/${taken.id}/decision`, decision, z.unknown());
    await expect.poll(() => receiver.received.length, AFTER_UNDO).toBe(1);
    expect(told(secret, receiver.received)).toMatchObject([
      {
        type: "decision.recorded",
        data: {
          conversationId: id,
          externalId: "thread-7",
          verdict: "risk",
          action: "resources_shared",
          risks: [{ subject: "self", type: "suicide" }],
        },
      },
    ]);
    expect(receiver.received[0]?.body).not.toMatch(/stays on the desk|Dora|reason to live/);
  } finally {
    receiver.stop();
  }
});
