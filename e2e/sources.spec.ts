import { randomBytes } from "node:crypto";
import { chatwoot } from "@/domain/ingest/platforms/chatwoot";
import { slack } from "@/domain/ingest/platforms/slack";
import { callApi, sendConversation } from "@/e2e/desk/desk-client";
import { type Connected, connect, sendWebhook } from "@/e2e/desk/webhook-client";
import { expect, test } from "@/e2e/fixtures";
import { expectAccessible } from "@/e2e/pages/expect-accessible";
import { SourcesPage } from "@/e2e/pages/sources-page";
import { TriagePage } from "@/e2e/pages/triage-page";

/** Whatever a page shows of what came in, it shows within two of its looks. */
const SOON = { timeout: 6_000 };
const newSecret = () => randomBytes(16).toString("hex");
let events = 0;

/** An event of Slack's with a message, each of another thread. */
function slackEvent(text: string, fields: object = {}): string {
  events += 1;
  const ts = `1795228496.${String(events).padStart(6, "0")}`;
  const event = { type: "message", channel: "C0HELP", user: "U0IMKE", text, ts, ...fields };
  return JSON.stringify({ type: "event_callback", team_id: "T1", event_id: `Ev${events}`, event });
}

const statusOf = async ({ url }: Pick<Connected, "url">, secret: string, body = slackEvent("Good evening")) =>
  (await sendWebhook(slack, secret, { url, body })).status;

test("An admin connects Slack by keyboard, and the page turns green by itself when the first message comes", async ({
  desk,
  open,
}) => {
  const page = await open.as(await desk.admin());
  const sources = new SourcesPage(page);
  await sources.open();
  await page.getByRole("link", { name: "Add source" }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("searchbox", { name: "Search platforms" })).toBeFocused();
  await page.keyboard.type("sla");
  await expect(page.getByRole("list", { name: "Platforms" }).getByRole("link")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.type("Helpline workspace");
  await page.keyboard.press("Tab");
  await page.keyboard.type("no");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This is not a signing secret of Slack")).toBeVisible();
  const secret = newSecret();
  await page.getByRole("textbox", { name: "Signing Secret" }).fill(secret);
  await page.keyboard.press("Enter");

  await expect(sources.heading("Helpline workspace")).toBeVisible();
  await expect(sources.firstEvent).toHaveAttribute("data-first-event", "waiting");
  await expect(page.getByText(secret)).toHaveCount(0);
  const url = (await sources.copied("Address").textContent()) ?? "";
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/webhooks\/slack\/[0-9a-f-]{36}$/);
  await expectAccessible(page, "a source that waits");

  const asked = JSON.stringify({ type: "url_verification", challenge: "c-4711" });
  const answer = await sendWebhook(slack, secret, { url, body: asked });
  expect([answer.status, await answer.text()]).toEqual([200, "c-4711"]);
  await expect(sources.firstEvent).toHaveAttribute("data-first-event", "waiting");

  expect(await statusOf({ url }, secret, slackEvent("I keep thinking about ending it all"))).toBe(200);
  await expect(sources.firstEvent).toHaveAttribute("data-first-event", "there", SOON);
  await expect(sources.firstEvent).toHaveRole("status");
  await expect(sources.deliveries("1 message")).toContainText("Read", SOON);
  await expect(page.getByText("ending it all")).toHaveCount(0);

  const triage = new TriagePage(await open.asNew("Rui Reviewer", "reviewer"));
  await triage.open();
  await expect(triage.rowsWith("Helpline workspace")).toHaveCount(1, { timeout: 10_000 });
});

test("What cannot be read is shown with its reason, looked at on the record, and replayed", async ({ desk, open }) => {
  const secret = newSecret();
  const source = await connect(desk, { platform: "slack", name: "Broken", secrets: [secret] });
  const words = "words that only Slack and Vigil have";
  expect(await statusOf(source, secret, slackEvent(words, { ts: undefined }))).toBe(200);
  expect(await statusOf(source, secret)).toBe(200);

  const page = await open.as(await desk.admin());
  const sources = new SourcesPage(page);
  await sources.open();
  await expect(sources.row("Broken")).toContainText("Needs attention", SOON);
  await sources.open(source.id);
  await expect(sources.banner("1 delivery needs attention")).toBeVisible();
  await page.getByRole("button", { name: "Show it" }).click();
  await expect(sources.deliveries(/./)).toHaveCount(1);
  await expect(sources.deliveries("event.ts")).toContainText("Needs attention");
  await expectAccessible(page, "a source that needs attention");

  await page.getByRole("button", { name: /^Look at Delivery, needs attention/ }).click();
  const dialog = page.getByRole("dialog", { name: "Delivery" });
  await expect(dialog).toContainText("recorded in the audit log");
  await expect(page.getByText(words)).toHaveCount(0);
  await dialog.getByRole("button", { name: "Look at it as it came" }).click();
  await expect(dialog).toContainText(words);
  const log = await callApi(desk.url, await desk.admin(), "/api/v1/audit/events?type=ingest.delivery.viewed");
  expect(await log.text()).toContain(source.id);

  await dialog.getByRole("button", { name: "Replay" }).click();
  await expect(page.getByText("1 delivery is read again")).toBeVisible();
  await expect(sources.deliveries("event.ts")).toContainText("Needs attention", SOON);

  await page.getByRole("combobox", { name: "Which deliveries" }).selectOption("All deliveries");
  await page.getByRole("checkbox", { name: /^Choose message, read/ }).check();
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(page.getByText("1 delivery is read again").first()).toBeVisible();
  await expect(sources.deliveries("1 message")).toContainText("Read", SOON);
  await page.getByRole("button", { name: "Replay all" }).click();
  await sources.confirm("Replay");
  await expect(sources.deliveries("event.ts")).toContainText("Needs attention", SOON);
  const conversations = await callApi(desk.url, await desk.admin(), `/api/v1/conversations?source=${source.id}`);
  expect(await conversations.json()).toMatchObject({ items: [{ messageCount: 1 }] });
});

test("A secret is rotated without a gap, and the old one ends", async ({ desk, open }) => {
  const [old, fresh] = [newSecret(), newSecret()];
  const source = await connect(desk, { platform: "slack", name: "Rotated", secrets: [old] });
  const page = await open.as(await desk.admin());
  const sources = new SourcesPage(page);
  await sources.open(source.id);
  await page.getByRole("button", { name: "Rotate", exact: true }).click();
  await page.getByRole("textbox", { name: "Signing Secret" }).fill(fresh);
  await page.getByRole("button", { name: "Add secret" }).click();
  await expect(page.getByText("The secret is live")).toBeVisible();
  await expect.poll(() => statusOf(source, fresh), SOON).toBe(200);
  expect(await statusOf(source, old)).toBe(200);
  await page.getByRole("button", { name: `Retire: Secret ending in ${old.slice(-4)}` }).click();
  await sources.confirm("Retire secret");
  await expect(page.getByText("The secret is retired")).toBeVisible();
  await expect.poll(() => statusOf(source, old), SOON).toBe(401);
  expect(await statusOf(source, fresh)).toBe(200);
});

test("A paused source keeps what comes, and reads it when it goes on; a deleted one is gone", async ({
  desk,
  open,
}) => {
  const secret = newSecret();
  const source = await connect(desk, { platform: "slack", name: "Quiet room", secrets: [secret] });
  const page = await open.as(await desk.admin());
  const sources = new SourcesPage(page);
  await sources.open(source.id);
  await sources.act("Name and urgency");
  await page.getByRole("radio", { name: "Urgent" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Urgent", { exact: true })).toBeVisible();

  await sources.act("Pause");
  await sources.confirm("Pause");
  await expect(sources.banner("What comes is accepted and kept")).toBeVisible();
  expect(await statusOf(source, secret)).toBe(200);
  await expect(sources.deliveries("Held")).toHaveCount(1, SOON);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(sources.deliveries("Read")).toHaveCount(1, SOON);
  await expect(sources.banner("What comes is accepted and kept")).toHaveCount(0);

  await sources.act("Delete");
  await sources.confirm("Delete source");
  await expect(sources.heading("Ingest")).toBeVisible();
  await expect(sources.row("Quiet room")).toHaveCount(0);
  await expect.poll(() => statusOf(source, secret), SOON).toBe(410);
});

test("A burst of wrong signatures is said aloud, and keeps the rightly signed out of nothing", async ({
  desk,
  open,
}) => {
  const secret = newSecret();
  const source = await connect(desk, { platform: "slack", name: "Besieged", secrets: [secret] });
  const page = await open.as(await desk.admin());
  const sources = new SourcesPage(page);
  await sources.open(source.id);
  const statuses = await Promise.all(Array.from({ length: 25 }, () => statusOf(source, newSecret())));
  expect(new Set(statuses)).toEqual(new Set([401]));
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("A burst of requests with a wrong signature", SOON);
  await expect(page.getByText("25 in 10 min")).toBeVisible();
  expect(await statusOf(source, secret)).toBe(200);
  await expect(sources.deliveries("Read")).toHaveCount(1, SOON);
});

test("A platform that does not sign gets an address with a key, which is shown once", async ({ desk, open }) => {
  const page = await open.as(await desk.admin());
  const sources = new SourcesPage(page);
  await page.goto("/ingest/sources/new?platform=chatwoot");
  await expectAccessible(page, "entering a secret");
  await page.getByRole("textbox", { name: "Name" }).fill("Website widget");
  await page.getByRole("radio", { name: "It does not sign" }).check();
  await page.getByRole("button", { name: "Add source" }).click();
  await expect(sources.heading("Website widget")).toBeVisible();
  const url = (await sources.copied("Address").textContent()) ?? "";
  const key = new URL(url).searchParams.get("key") ?? "";
  expect(key).toMatch(/^vigilurl_/);
  const bare = url.split("?")[0] ?? "";
  const body = JSON.stringify({ event: "conversation_created" });
  expect((await fetch(bare, { method: "POST", body })).status).toBe(401);
  expect((await sendWebhook(chatwoot, key, { url: bare, body })).status).toBe(200);
  await expect(sources.firstEvent).toHaveAttribute("data-first-event", "there", SOON);
  await page.reload();
  await page.getByText("How to connect Chatwoot").click();
  await expect(page.getByText("The key in the address was shown once")).toBeVisible();
  await expect(page.getByText(key)).toHaveCount(0);
});

test("A secret that Vigil makes is shown once; Meta’s address is checked with the token on the page", async ({
  desk,
  open,
}) => {
  const page = await open.as(await desk.admin());
  const sources = new SourcesPage(page);
  await page.goto("/ingest/sources/new?platform=telegram");
  await page.getByRole("textbox", { name: "Name" }).fill("Night bot");
  await page.getByRole("button", { name: "Add source" }).click();
  await expect(page.getByText("The secret is shown this one time")).toBeVisible();
  const secret = (await sources.copied("Secret").textContent()) ?? "";
  expect(secret.length).toBeGreaterThan(30);
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.reload();
  await expect(sources.heading("Night bot")).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);

  const { id, url } = await connect(desk, { platform: "whatsapp", name: "Line" });
  await sources.open(id);
  await expect(sources.banner(/^Without its app secret/)).toBeVisible();
  const token = (await sources.copied("Verify token").textContent()) ?? "";
  const ask = (given: string) =>
    fetch(
      `${url}?${new URLSearchParams({ "hub.mode": "subscribe", "hub.verify_token": given, "hub.challenge": "42" })}`,
    );
  expect(await (await ask(token)).text()).toBe("42");
  expect((await ask(`${token}x`)).status).toBe(403);
});

test("A program of one’s own gets a source and a key", async ({ desk, open }) => {
  const page = await open.as(await desk.admin());
  const sources = new SourcesPage(page);
  await page.goto("/ingest/sources/new?platform=api");
  await page.getByRole("textbox", { name: "Name" }).fill("Day chat");
  await page.getByRole("button", { name: "Add source" }).click();
  await expect(sources.heading("Day chat")).toBeVisible();
  await page.getByRole("button", { name: "Make key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Server");
  await dialog.getByRole("button", { name: "Make key" }).click();
  const key = (await dialog.locator("code").first().textContent()) ?? "";
  expect(key).toMatch(/^vgl_/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await sendConversation(desk.url, { key }, ["Good evening"]);
  await expect(sources.firstEvent).toHaveAttribute("data-first-event", "there", SOON);
  await page.getByRole("button", { name: "Revoke Server" }).click();
  await sources.confirm("Revoke key");
  await expect(page.getByText("revoked", { exact: true })).toBeVisible();
});
