import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = {
  "@": path.resolve(import.meta.dirname),
  "server-only": path.resolve(import.meta.dirname, "lib/testing/empty-module.ts"),
};

export default defineConfig({
  resolve: { alias },
  test: {
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
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
