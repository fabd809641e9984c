import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import type { Role } from "@/domain/access/actor";
import { openTestDesk, type SignedIn, type TestDesk } from "@/e2e/desk/test-desk";

type DeskOptions = {
  /** Files that name different desks get different ones. */
  name: string;
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

/**
 * A desk of the file's own, and pages on it. Every page is watched: an error in its console, a script that fails or a
 * breach of the content security policy fails the test.
 */
export const test = base.extend<{ open: Open; problems: string[] }, { deskOptions: DeskOptions; desk: TestDesk }>({
  deskOptions: [{ name: "shared" }, { option: true, scope: "worker" }],
  desk: [
    async ({ deskOptions }, use) => {
      const desk = await openTestDesk(deskOptions);
      await use(desk);
      await desk.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  problems: async ({ browserName }, use) => {
    const problems: string[] = [];
    await use(problems);
    expect(problems, `${browserName} reported problems on a page`).toEqual([]);
  },
  open: async ({ browser, desk, problems }, use) => {
    const openPage = async (cookie: string | null, options: BrowserContextOptions = {}) => {
      const context = await browser.newContext({ baseURL: desk.url, ...options });
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
  },
});

export { expect } from "@playwright/test";
