import { defineConfig } from "@playwright/test";

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/desk/build-once.ts",
  outputDir: "test-results",
  // Each file runs against a desk of its own (database, web, worker); two of them and two browsers fill two cores, and with
  // three the slowest stories run into their limits.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: "chromium",
    // Copies of the page suffice to see what failed; pictures of every step double the time.
    trace: { mode: "retain-on-failure", screenshots: false, sources: false },
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      // Chromium's sandbox refuses to run as root.
      args: isRoot ? ["--no-sandbox"] : [],
    },
  },
});
