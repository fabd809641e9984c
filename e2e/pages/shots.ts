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
  path: string;
  /** What has to hold before the page is opened. */
  before?: (page: Page) => Promise<unknown>;
  /** Brings the page into the state to show. */
  prepare?: (page: Page) => Promise<void>;
  /** Takes back what `before` or `prepare` left on the desk. */
  after?: (page: Page) => Promise<void>;
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
  await page.route("**/api/v1/cases?*", (route) =>
    route.fulfill({ json: { items: [], nextCursor: null, prevCursor: null } }),
  );
  await page.route("**/api/v1/queue", (route) => route.fulfill({ json: summary }));
  await page.getByText("Nothing waits").waitFor({ timeout: 20_000 });
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

const HEADERS = (page: Page) => ({ origin: new URL(page.url()).origin });

async function send(page: Page, method: "PATCH" | "POST" | "DELETE", path: string, data?: unknown): Promise<void> {
  if (page.url() === "about:blank") await page.goto("/healthz");
  const answer = await page.request.fetch(path, { method, data, headers: HEADERS(page) });
  if (!answer.ok()) throw new Error(`${method} ${path} answered ${answer.status()}: ${await answer.text()}`);
}

/** Answers that never come: the page says that it is waiting. */
const waiting = (pattern: string) => async (page: Page) => page.route(pattern, () => undefined);

/** Answers that say that the desk cannot: the page says so, and what to do. */
const failing = (pattern: string) => async (page: Page) => {
  const problem = { status: 500, code: "INTERNAL", detail: "Something went wrong on our side.", title: "", type: "" };
  await page.route(pattern, (route) =>
    route.fulfill({ status: 500, json: problem, headers: { "content-type": "application/problem+json" } }),
  );
};

type Json = Record<string, unknown>;

/** The case as the desk would send it in another state: what the demo cannot show in a moment. */
const caseIn =
  (caseId: string, change: (detail: Json & { classification: Json | null }) => Json) => async (page: Page) =>
    page.route(`**/api/v1/cases/${caseId}`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), ...change(await answer.json()) } });
    });

const HIDDEN = { modelVisible: false, classification: null, calls: [], decisions: [] };

/** A risk of a reading, as one that was only suspected. */
function suspectedOf(classification: Json | null): unknown[] {
  const risks = (classification?.risks ?? []) as Json[];
  return risks.map(({ id: _, ...risk }) => risk);
}

/** The states of a case that somebody can meet, one after the other. */
function caseShots(caseId: string): Shot[] {
  const path = `/cases/${caseId}`;
  const unscored = (classification: Json | null) => ({
    ...classification,
    outcome: "unscored",
    unscoredReason: "model_timeout",
    unscoredDetail: null,
    reflection: null,
    risks: [],
    suspected: suspectedOf(classification),
  });
  const preferences = { calm: false, sound: false, notifications: false, optOutTypes: [] };
  const prefer = (veilText: boolean, calm: boolean) => (page: Page) =>
    send(page, "PATCH", "/api/v1/me/preferences", { ...preferences, veilText, calm });
  return [
    { name: "case", path },
    { name: "case-mine", path, prepare: taken },
    {
      name: "case-deciding",
      path,
      prepare: async (page) => {
        await taken(page);
        await page.getByRole("radio", { name: "Change" }).first().check();
        await pressed(page, /^Add a risk/);
        await page.locator("#decision").scrollIntoViewIfNeeded();
      },
    },
    {
      name: "case-blind",
      path,
      before: caseIn(caseId, () => ({ ...HIDDEN, reason: "second_review", hidden: "blind" })),
    },
    {
      name: "case-own-reading-first",
      path,
      before: caseIn(caseId, () => ({ ...HIDDEN, hidden: "own_reading_first" })),
    },
    {
      name: "case-suspected",
      path,
      before: caseIn(caseId, ({ classification }) => ({
        reason: "unscored",
        classification: unscored(classification),
      })),
    },
    {
      name: "case-incomplete",
      path,
      before: caseIn(caseId, ({ classification }) => ({ classification: { ...classification, incomplete: true } })),
    },
    { name: "case-veiled", path, before: prefer(true, false), after: prefer(false, false) },
    { name: "case-calm", path, before: prefer(false, true), after: prefer(false, false) },
    { name: "case-loading", path, before: waiting(`**/api/v1/cases/${caseId}`) },
    { name: "case-error", path, before: failing(`**/api/v1/cases/${caseId}`) },
  ];
}

const SETTINGS_PAGES = ["queue", "review", "actions", "templates", "wellbeing", "alerts", "history"];

/** The rooms of the admin area, in the states that each can be in. */
function adminShots(): Shot[] {
  return [
    { name: "admin", path: "/admin" },
    { name: "people", path: "/admin/people" },
    { name: "model", path: "/admin/model" },
    { name: "model-loading", path: "/admin/model", before: waiting("**/api/v1/model") },
    { name: "model-error", path: "/admin/model", before: failing("**/api/v1/model") },
    { name: "offline-rules", path: "/admin/model/rules" },
    { name: "offline-rules-error", path: "/admin/model/rules", before: failing("**/api/v1/model/rules") },
    { name: "settings", path: "/admin/settings" },
    ...SETTINGS_PAGES.map((page) => ({ name: `settings-${page}`, path: `/admin/settings/${page}` })),
    { name: "settings-loading", path: "/admin/settings/queue", before: waiting("**/api/v1/settings") },
    { name: "settings-error", path: "/admin/settings/queue", before: failing("**/api/v1/settings") },
    {
      name: "settings-changing",
      path: "/admin/settings/queue",
      prepare: async (page) => {
        await page.getByLabel("T1 is due within").fill("20 min");
        await page.getByRole("region", { name: "What would change" }).waitFor();
      },
    },
    { name: "policies", path: "/admin/policies" },
    {
      name: "policies-empty",
      path: "/admin/policies",
      before: async (page) => page.route("**/api/v1/policies?*", (route) => route.fulfill({ json: { items: [] } })),
    },
    { name: "policies-error", path: "/admin/policies", before: failing("**/api/v1/policies?*") },
    {
      name: "policy",
      path: "/admin/policies",
      prepare: async (page) => {
        await page
          .getByRole("main")
          .getByRole("link", { name: /When somebody may be/ })
          .click();
        await page.getByRole("region", { name: "Versions" }).waitFor();
      },
    },
    { name: "policy-new", path: "/admin/policies/new" },
    { name: "alert-endpoints", path: "/admin/alerts" },
    { name: "alerts", path: "/alerts" },
    { name: "alerts-loading", path: "/alerts", before: waiting("**/api/v1/alerts*") },
    { name: "alerts-error", path: "/alerts", before: failing("**/api/v1/alerts*") },
  ];
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
    {
      name: "on-a-break",
      path: "/break",
      before: (page) => send(page, "POST", "/api/v1/me/break"),
      after: (page) => send(page, "DELETE", "/api/v1/me/break"),
    },
    { name: "conversations", path: "/conversations" },
    { name: "conversation", path: `/conversations/${conversationId}` },
    { name: "search", path: "/conversations/search" },
    { name: "settings-search", path: "/admin/settings/search" },
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
    { name: "measure-types", path: "/measure/types" },
    { name: "measure-drift", path: "/measure/drift" },
    { name: "measure-reviewers", path: "/measure/reviewers" },
    { name: "measure-times", path: "/measure/times" },
    { name: "measure-thresholds", path: "/measure/thresholds" },
    { name: "measure-cases", path: "/measure/cases?cell=outcome.risk.risk" },
    { name: "measure-report", path: "/measure/report" },
    { name: "evaluate", path: "/measure/evaluate" },
    { name: "shadow-runs", path: "/measure/shadow" },
    { name: "reference-cases", path: "/measure/gold" },
    { name: "sampling", path: "/measure/sampling" },
    { name: "audit", path: "/audit" },
    { name: "audit-review", path: "/audit/review" },
    { name: "erasure", path: "/admin/erasure" },
    { name: "settings-log", path: "/admin/settings/log" },
    { name: "settings-retention", path: "/admin/settings/retention" },
    ...adminShots(),
    { name: "account", path: "/account" },
    {
      name: "keys",
      path: "/triage",
      prepare: async (page) => {
        await page.keyboard.press("?");
        await page.getByRole("dialog", { name: "Keys" }).waitFor();
      },
    },
    ...caseShots(caseId),
  ];
}
