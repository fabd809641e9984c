import { z } from "zod";
import { caseDetailSchema } from "@/domain/decide/case-detail";
import { standardWebhooks } from "@/domain/ingest/platforms/standard-webhooks";
import { callApi } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { connect, sendWebhook } from "@/e2e/desk/webhook-client";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { expectAccessible } from "@/e2e/pages/expect-accessible";

const casesSchema = z.object({ items: z.array(z.object({ id: z.string(), conversationId: z.string() })) });

/** A chat product that sends its messages signed, in one conversation. */
async function chat(desk: TestDesk, name: string) {
  const { id: sourceId, url, secret } = await connect(desk, { platform: "standard-webhooks", name });
  const admin = await desk.admin();
  return {
    sends: async (type: "created" | "edited" | "deleted", data: object) => {
      const timestamp = new Date().toISOString();
      const body = JSON.stringify({ type: `message.${type}`, timestamp, data: { conversationId: "chat-1", ...data } });
      expect((await sendWebhook(standardWebhooks, secret, { url, body })).status).toBe(200);
    },
    /** The case that its conversation has led to, once it has been read. */
    untilCase: async () => {
      const found = async () =>
        casesSchema.parse(await (await callApi(desk.url, admin, `/api/v1/cases?source=${sourceId}`)).json());
      await expect.poll(async () => (await found()).items.length, { timeout: 20_000 }).toBe(1);
      const [first] = (await found()).items;
      return { caseId: first?.id ?? "", conversationId: first?.conversationId ?? "" };
    },
  };
}

async function messagesOf(desk: TestDesk, caseId: string) {
  const answer = await callApi(desk.url, await desk.admin(), `/api/v1/cases/${caseId}`);
  return caseDetailSchema.parse(await answer.json()).messages;
}

test("Edits and deletions show on an open case with what was said before, and private notes stand apart", async ({
  desk,
  open,
}) => {
  const { sends, untilCase } = await chat(desk, "Night chat");
  await sends("created", {
    messageId: "m1",
    role: "user",
    text: "Everything is fine",
    author: { id: "v-1", name: "Wren" },
  });
  await sends("created", {
    messageId: "m2",
    role: "user",
    text: "I want to end it all tonight",
    author: { id: "v-1" },
  });
  await sends("created", {
    messageId: "m3",
    role: "agent",
    text: "We are with you",
    author: { id: "a-1", name: "Ida" },
  });
  const note = "between us: she called last week";
  const noted = { messageId: "m4", role: "agent", text: note, author: { id: "a-1", name: "Ida" }, isPrivateNote: true };
  await sends("created", noted);
  const { caseId, conversationId } = await untilCase();
  await expect.poll(async () => (await messagesOf(desk, caseId)).length).toBe(4);

  const page = await open.asNew("Edda Edit", "reviewer");
  const aCase = new CasePage(page);
  const row = (text: string | RegExp) => aCase.transcript.locator("[data-message]").filter({ hasText: text });
  await aCase.open(caseId);
  await aCase.take.click();
  await test.step("a private note is labelled, and is not one of the agent's answers", async () => {
    await expect(row(note)).toContainText("Private note, not read by the model");
    await expect(row(note)).toContainText("Ida");
    await expect(row("We are with you")).not.toContainText("Private note");
    expect(JSON.stringify(desk.model?.log.requests)).not.toContain(note);
    expect(JSON.stringify(desk.model?.log.requests)).toContain("We are with you");
  });

  await sends("deleted", { messageId: "m-unknown" });
  await sends("edited", { messageId: "m1", role: "user", text: "I am not \u200Bfine", author: { id: "v-1" } });
  await sends("edited", { messageId: "m1", role: "user", text: "I am lost", author: { id: "v-1" } });
  await sends("deleted", { messageId: "m2" });
  const changed = async () =>
    (await messagesOf(desk, caseId)).map(({ deletedAt, earlier }) => [earlier.length, deletedAt !== null]);
  const expected = [
    [2, false],
    [0, true],
    [0, false],
    [0, false],
    [0, true],
  ];
  await expect.poll(changed, { timeout: 20_000 }).toEqual(expected);
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText("The conversation has gone on")).toBeVisible();
  await expect(row("Everything is fine")).toBeVisible();
  await page.getByRole("button", { name: "Show what is new" }).click();

  await test.step("what it said before each edit unfolds by keyboard, hidden characters marked", async () => {
    await expect(row("I am lost")).toContainText(/New change\s*Edited \d\d:\d\d/);
    await expect(row("I am lost")).not.toContainText("Everything is fine");
    const before = row("I am lost").getByRole("button", { name: "What it said before: 2 versions" });
    await before.focus();
    await page.keyboard.press("Enter");
    await expect(before).toHaveAttribute("aria-expanded", "true");
    const versions = row("I am lost").getByRole("list", { name: "What it said before, oldest first" });
    await expect(versions.getByRole("listitem")).toHaveText([
      /Everything is fine/,
      /I am not.*hidden character: .*fine/,
    ]);
  });
  await expect(page.getByText("2 messages were edited or deleted since you opened this case")).toBeVisible();
  await test.step("a deleted message keeps its words, and one that never arrived is told", async () => {
    await expect(row("I want to end it all tonight")).toContainText(/Deleted at the source \d\d:\d\d/);
    await expect(row("I want to end it all tonight")).toContainText("New change");
    await expect(row("A message was deleted before it reached this desk")).toHaveCount(1);
    await expect(row("We are with you")).not.toContainText("New change");
  });
  await expectAccessible(page, "a case with edits, deletions and a private note");

  await test.step("the page of the conversation shows the same", async () => {
    await page.goto(`/conversations/${conversationId}`);
    await expect(row(note)).toContainText("Private note, not read by the model");
    await expect(row("I want to end it all tonight")).toContainText("Deleted at the source");
    await row("I am lost")
      .getByRole("button", { name: /^What it said before/ })
      .click();
    await expect(row("I am lost")).toContainText("Everything is fine");
    await expectAccessible(page, "a conversation with edits, deletions and a private note");
  });

  await test.step("times are the reader's own, also on the page that the server wrote", async () => {
    const away = await open.as(await desk.person("Edda Edit", "reviewer"), { timezoneId: "Asia/Kathmandu" });
    await away.goto(`/conversations/${conversationId}`);
    const time = away.locator("[data-message] time").first();
    const at = new Date((await time.getAttribute("datetime")) ?? "");
    await expect(time).toHaveText(at.toLocaleTimeString("en-GB", { timeZone: "Asia/Kathmandu", timeStyle: "short" }));
  });
});
