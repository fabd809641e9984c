import { standardWebhooks } from "@/domain/ingest/platforms/standard-webhooks";
import { queueSummarySchema } from "@/domain/triage/queue-summary";
import { sendConversation } from "@/e2e/desk/desk-client";
import { connect, sendWebhook } from "@/e2e/desk/webhook-client";
import { expect, test } from "@/e2e/fixtures";
import { expectAccessible } from "@/e2e/pages/expect-accessible";
import { TriagePage } from "@/e2e/pages/triage-page";

test.use({ deskOptions: { ownFor: "a model that is slow" } });

const CONVERSATIONS = 80;

test("While the model is slow all is accepted, the backlog is shown, and it goes away by itself", async ({
  desk,
  open,
}) => {
  const { model, url } = desk;
  if (!model) throw new Error("this desk needs its stand-in");
  const key = await desk.key("Busy evening");
  const source = await connect(desk, { platform: "standard-webhooks", name: "Busy chat" });
  // Each answer takes as long as the test wants.
  model.answerAfter(8_000);
  const page = await open.asNew("Bea Busy", "reviewer");
  const triage = new TriagePage(page);
  await triage.open();
  await expect(page.getByText("for a reading.")).toHaveCount(0);

  const accepted = await Promise.all(
    Array.from({ length: CONVERSATIONS }, (_, index) =>
      sendConversation(url, key, [`message ${index} of the evening`]),
    ),
  );
  expect(new Set(accepted.map(({ id }) => id)).size).toBe(CONVERSATIONS);
  const data = { conversationId: "chat-1", messageId: "m1", role: "user", text: "and one by webhook" };
  const body = JSON.stringify({ type: "message.created", timestamp: new Date().toISOString(), data });
  expect((await sendWebhook(standardWebhooks, source.secret, { url: source.url, body })).status).toBe(200);

  const note = page.getByText(/conversations wait for a reading\. .*The oldest has waited/);
  await expect(note).toBeVisible();
  await expect(note).toContainText("81 conversations wait");
  await expect(page.getByText("Nothing waits")).toHaveCount(0);
  await expectAccessible(page, "a backlog that is young");

  model.answerAfter(5);
  await expect(page.getByText("for a reading.")).toHaveCount(0, { timeout: 40_000 });
  await expect(page.getByText("Nothing waits")).toBeVisible();
});

test("A wait that is too long is a warning that says what to do, by role", async ({ desk, open }) => {
  const since = new Date(Date.now() - 7 * 60_000).toISOString();
  const waits = { unread: 412, oldestUnreadAt: since, deliveriesWaiting: 3, oldestDeliveryAt: since };
  for (const person of [await desk.person("Rea Reviewer", "reviewer"), await desk.admin()]) {
    const page = await open.as(person, { reducedMotion: "reduce" });
    await page.route("**/api/v1/queue", async (route) => {
      const summary = queueSummarySchema.parse(await (await route.fetch()).json());
      await route.fulfill({ json: { ...summary, ...waits } });
    });
    await new TriagePage(page).open();
    await expect(page.getByText("Readings are behind", { exact: true })).toBeVisible();
    await expect(page.getByText("412 conversations wait for a reading.")).toContainText("The oldest has waited 7 min.");
    const mends = person.roles.includes("admin");
    await expect(page.getByRole("link", { name: "State of the model" })).toHaveCount(mends ? 1 : 0);
    await expect(page.getByText("tell an admin")).toHaveCount(mends ? 0 : 1);
    await expectAccessible(page, `a backlog that is old, for ${person.name}`);
    await page.getByRole("link", { name: "Show what waits" }).click();
    await expect(page).toHaveURL(/\/conversations\?status=received/);
  }
});
