import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import type { Role } from "@/domain/access/actor";
import { openTestDesk, type SignedIn, type TestDesk } from "@/e2e/desk/test-desk";

type DeskOptions = {
  /** For files whose stories leave more behind than rows: killed processes, a model that was given up for a while. */
  ownFor?: string;
  withoutModel?: boolean;
};

type Open = {
  /** A page of a browser of its own, signed in as this person. */
  as(person: SignedIn, options?: BrowserContextOptions): Promise<Page>;
  /** The same with a new person of these roles. */
  asNew(name: string, ...roles: Role[]): Promise<Page>;
  /** A page that nobody is signed in on. */
  asNobody(options?: BrowserContextOptions): Promise<Page>;
};

/** What a browser says of a page that is broken. Refusals (4xx) are part of a conversation with the API. */
function watch(page: Page, problems: string[]): void {
  page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    const refusal = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
    if (message.type() === "error" && !refusal) problems.push(`${page.url()}: ${message.text()}`);
  });
}

function cookiesOf(url: string, cookie: string) {
  return cookie.split("; ").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name, value: value.join("="), url };
  });
}

/** Which file last worked on a desk. */
const fileOn = new WeakMap<TestDesk, string>();

/**
 * A desk that is empty when a file's first test begins, and pages on it. Files use the processes of one desk one after
 * the other, as starting them takes longer than most stories; `deskOptions` asks for a desk of the file's own. Every page
 * is watched: an error in its console, a script that fails or a breach of the content security policy fails the test.
 */
export const test = base.extend<
  { desk: TestDesk; open: Open; problems: string[] },
  { deskOptions: DeskOptions; startedDesk: TestDesk }
>({
  deskOptions: [{}, { option: true, scope: "worker" }],
  startedDesk: [
    async ({ deskOptions }, use) => {
      const desk = await openTestDesk(deskOptions);
      await use(desk);
      await desk.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  desk: async ({ startedDesk }, use, { file }) => {
    const before = fileOn.get(startedDesk);
    if (before !== undefined && before !== file) await startedDesk.startOver();
    fileOn.set(startedDesk, file);
    await use(startedDesk);
  },
  problems: async ({ browserName }, use) => {
    const problems: string[] = [];
    await use(problems);
    expect(problems, `${browserName} reported problems on a page`).toEqual([]);
  },
  open: async ({ browser, desk, problems }, use, testInfo) => {
    const contexts: BrowserContext[] = [];
    const openPage = async (cookie: string | null, options: BrowserContextOptions = {}) => {
      const context = await browser.newContext({ baseURL: desk.url, ...options });
      contexts.push(context);
      if (cookie !== null) await context.addCookies(cookiesOf(desk.url, cookie));
      const page = await context.newPage();
      watch(page, problems);
      return page;
    };
    await use({
      as: ({ cookie }, options) => openPage(cookie, options),
      asNew: async (name, ...roles) => openPage((await desk.person(name, ...roles)).cookie),
      asNobody: (options) => openPage(null, options),
    });
    // A page that stays open goes on asking the desk for news; of a failed test it is still to be seen.
    if (testInfo.errors.length === 0) for (const context of contexts) await context.close();
  },
});

export { expect } from "@playwright/test";
