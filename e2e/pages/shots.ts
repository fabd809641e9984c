import type { Page } from "@playwright/test";

const PASTED =
  "User: My friend told me she's been cutting herself\nAssistant: Thank you for telling me. Is she safe now?\nUser: I think so";

const TABLE = [
  "03/04/2026 22:10,Mira,user,I have not slept for three nights",
  "03/04/2026 22:11,Noor,agent,I am here with you",
  "03/04/2026 22:14,Mira,user,Thank you",
];

/** One picture to take. */
export type Shot = {
  name: string;
  path: string /** Brings the page into the state to show. */;
  prepare?: (page: Page) => Promise<void>;
};

async function pressed(page: Page, name: RegExp): Promise<void> {
  await page.getByRole("button", { name }).first().click();
}

/** Leaving a case hands it back, so each picture of a case in work begins by taking it. */
async function taken(page: Page): Promise<void> {
  const decision = page.locator("#decision");
  await page
    .getByRole("button", { name: /^Take this case/ })
    .or(decision)
    .first()
    .waitFor();
  if (!(await decision.isVisible())) await pressed(page, /^Take this case/);
  await decision.waitFor();
}

/** The queue of a desk on which everything is decided: the page's next look at it finds nothing. */
async function emptied(page: Page): Promise<void> {
  const tiers = [0, 1, 2, 3].map((tier) => ({ tier, open: 0, claimed: 0, overdue: 0, oldestOpenedAt: null }));
  const summary = {
    tiers,
    escalated: 0,
    unread: 0,
    oldestUnreadAt: null,
    deliveriesWaiting: 0,
    oldestDeliveryAt: null,
  };
  await page.route("**/api/v1/cases?*", (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  await page.route("**/api/v1/queue", (route) => route.fulfill({ json: summary }));
  await page.getByText("Nothing waits").waitFor();
}

/** A table whose dates can be read in two ways: the question stands beside the preview. */
async function uploaded(page: Page): Promise<void> {
  const text = ["time,speaker,role,message", ...TABLE].join("\n");
  const file = { name: "night chats.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.getByLabel("Files", { exact: true }).setInputFiles(file);
  await page.getByText("Needs an answer").first().waitFor({ timeout: 20_000 });
}

/** A source that was just added: each picture's own, as names are taken once. */
async function connected(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Name" }).fill(`Night line ${Date.now()}`);
  await pressed(page, /^Add source/);
  await page.getByText("Waiting for the first event").first().waitFor();
}

/** A source that others try to send to. */
async function refused(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Signing Secret" }).fill("0123456789abcdef0123456789abcdef");
  await connected(page);
  const address = new URL((await page.locator("figure code").first().textContent()) ?? "").pathname;
  await page.evaluate(async (path) => {
    for (let tries = 0; tries < 25; tries += 1) await fetch(path, { method: "POST", body: "{}" });
  }, address);
  await page.getByText("A burst of requests with a wrong signature").waitFor();
}

/** Every page of the desk that a signed-in admin sees, in the states worth looking at. */
export function shotsOf(caseId: string, conversationId: string): Shot[] {
  const paste = async (page: Page) => {
    await page.getByRole("textbox", { name: "Conversation" }).fill(PASTED);
    await page.getByText("Understood as a transcript").waitFor();
  };
  return [
    { name: "triage", path: "/triage" },
    { name: "triage-nothing-fits", path: "/triage?state=escalated" },
    { name: "triage-empty", path: "/triage", prepare: emptied },
    { name: "conversations", path: "/conversations" },
    { name: "conversation", path: `/conversations/${conversationId}` },
    { name: "paste", path: "/ingest" },
    { name: "paste-preview", path: "/ingest", prepare: paste },
    {
      name: "paste-result",
      path: "/ingest",
      prepare: async (page) => {
        await paste(page);
        await pressed(page, /^Send to be read/);
        await page.getByRole("link", { name: "Open the conversation" }).waitFor({ timeout: 20_000 });
      },
    },
    { name: "uploads", path: "/ingest/uploads" },
    { name: "uploads-listed", path: "/ingest/uploads", prepare: uploaded },
    {
      name: "upload-preview",
      path: "/ingest/uploads",
      prepare: async (page) => {
        await uploaded(page);
        await page.getByRole("link", { name: "night chats.csv" }).first().click();
        await page.getByRole("region", { name: "Speakers", exact: true }).waitFor();
      },
    },
    { name: "source-platforms", path: "/ingest/sources/new" },
    { name: "source-form", path: "/ingest/sources/new?platform=chatwoot" },
    { name: "source-waiting", path: "/ingest/sources/new?platform=telegram", prepare: connected },
    { name: "source-refused", path: "/ingest/sources/new?platform=slack", prepare: refused },
    { name: "sources", path: "/ingest/sources" },
    { name: "measure", path: "/measure" },
    { name: "audit", path: "/audit" },
    { name: "people", path: "/admin" },
    { name: "model", path: "/admin/model" },
    { name: "offline-rules", path: "/admin/model/rules" },
    { name: "account", path: "/account" },
    {
      name: "keys",
      path: "/triage",
      prepare: async (page) => {
        await page.keyboard.press("?");
        await page.getByRole("dialog", { name: "Keys" }).waitFor();
      },
    },
    { name: "case", path: `/cases/${caseId}` },
    { name: "case-mine", path: `/cases/${caseId}`, prepare: taken },
    {
      name: "case-deciding",
      path: `/cases/${caseId}`,
      prepare: async (page) => {
        await taken(page);
        await page.getByRole("radio", { name: "Change" }).first().check();
        await pressed(page, /^Add a risk/);
        await page.locator("#decision").scrollIntoViewIfNeeded();
      },
    },
  ];
}
