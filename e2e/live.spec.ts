import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { queueSummarySchema } from "@/domain/triage/queue-summary";
import { callApi } from "@/e2e/desk/desk-client";
import { postmasterPid } from "@/e2e/desk/processes";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { TriagePage } from "@/e2e/pages/triage-page";

test.use({ deskOptions: { ownFor: "a database that restarts" } });

const CASES = 200;
const AT_ONCE = 4;

/** Sends one conversation until it is accepted: the database may be away. */
async function sendUntilAccepted(desk: TestDesk, key: { key: string }, name: string): Promise<void> {
  const body = JSON.stringify({ externalId: name, messages: [{ role: "user", text: "I want to end it all tonight" }] });
  for (let tries = 0; tries < 200; tries += 1) {
    const init = { method: "POST", body, headers: { "idempotency-key": name }, signal: AbortSignal.timeout(5_000) };
    const answer = await callApi(desk.url, key, "/api/v1/conversations", init).catch(() => null);
    if (answer?.ok) return;
    await sleep(150);
  }
  throw new Error(`${name} was never accepted`);
}

async function waitingNow(desk: TestDesk): Promise<number> {
  const answer = await callApi(desk.url, await desk.admin(), "/api/v1/queue");
  if (!answer.ok) return -1;
  const { tiers, unread } = queueSummarySchema.parse(await answer.json());
  return unread > 0 ? -1 : tiers.reduce((sum, { open }) => sum + open, 0);
}

/** What a page says is waiting, over all tiers. */
async function shownAsWaiting(page: Page): Promise<number> {
  const cells = await page.getByRole("region", { name: "What waits, by tier" }).getByRole("button").allInnerTexts();
  return cells.reduce((sum, text) => sum + Number(/([\d,]+)\s*waiting/.exec(text)?.[1]?.replaceAll(",", "") ?? 0), 0);
}

test("Three browsers see two hundred cases arrive while the database restarts, and all end with the truth", async ({
  desk,
  browser,
}) => {
  test.setTimeout(180_000);
  const key = await desk.key("Many at once");
  const pages: Page[] = [];
  for (const name of ["Una", "Duo", "Tria"]) {
    const { cookie } = await desk.person(`${name} Watch`, "reviewer");
    // Not the watched pages of the fixture: while the database is away every answer is a 503, which a console calls an error.
    const context = await browser.newContext({ baseURL: desk.url });
    const [pair = ""] = cookie.split("; ");
    const at = pair.indexOf("=");
    await context.addCookies([{ name: pair.slice(0, at), value: pair.slice(at + 1), url: desk.url }]);
    const page = await context.newPage();
    await new TriagePage(page).open();
    await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
    pages.push(page);
  }
  const names = Array.from({ length: CASES }, (_, index) => `arrival-${index + 1}`);
  let sent = 0;
  const senders = Array.from({ length: AT_ONCE }, async () => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      await sendUntilAccepted(desk, key, name);
      sent += 1;
      if (sent === CASES / 2) process.kill(postmasterPid(desk.running.dataDir), "SIGKILL");
    }
  });
  await Promise.all(senders);
  await expect.poll(() => waitingNow(desk), { timeout: 90_000 }).toBe(CASES);
  for (const page of pages) {
    await expect.poll(() => shownAsWaiting(page), { timeout: 40_000 }).toBe(CASES);
    await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible({ timeout: 40_000 });
    const first = await page.locator("[data-case]").first().getAttribute("data-case");
    const list = await callApi(desk.url, await desk.admin(), "/api/v1/cases");
    expect(first).toBe(((await list.json()) as { items: { id: string }[] }).items[0]?.id);
  }
  for (const page of pages) await page.context().close();
});
