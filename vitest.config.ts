import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";
import type { Reporter } from "vitest/node";

const alias = {
  "@": path.resolve(import.meta.dirname),
  "server-only": path.resolve(import.meta.dirname, "lib/testing/empty-module.ts"),
};

/**
 * What Vitest's own JSON leaves out: errors that belong to no test, such as a promise that was rejected after its test
 * had ended. `file` gets them as a JSON list of texts.
 */
function reportUnhandledErrors(file: string): Reporter {
  return {
    onTestRunEnd(_modules, errors) {
      writeFileSync(file, JSON.stringify(errors.map((error) => error.stack ?? String(error.message ?? error))));
    },
  };
}

/** What `npm test` reads its counts from, when it is the one that runs this. */
function reporters(): NonNullable<ViteUserConfig["test"]>["reporters"] {
  const { TEST_REPORT_FILE: report, TEST_UNHANDLED_FILE: unhandled } = process.env;
  if (!report || !unhandled) return ["default"];
  return ["default", ["json", { outputFile: report }], reportUnhandledErrors(unhandled)];
}

export default defineConfig({
  resolve: { alias },
  test: {
    reporters: reporters(),
    // Vitest leaves one core free, which on two cores doubles the time.
    maxWorkers: availableParallelism(),
    // A zone with a 45-minute offset: code that forgets about time zones fails here.
    env: { TZ: "Asia/Kathmandu" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{domain,inference,lib,components,scripts,app,bin}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/*.engines.test.ts"],
          // Loading the same modules anew for each file took more time than the tests; none of them mocks a module.
          isolate: false,
          // Properties try hundreds of inputs; on a busy machine the usual 5 s are too few.
          testTimeout: 20_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        extends: true,
        test: {
          // Real model servers, for `npm run test:engines` alone; the rest of the suite stands beside for its table.
          name: "engines",
          include: ["inference/**/*.{engines,conformance}.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{domain,inference,lib,app,bin}/**/*.db.test.ts"],
          globalSetup: ["lib/testing/database-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // The usual second is too short for a database that two cores share with other tests.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
