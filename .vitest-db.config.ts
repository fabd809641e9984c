import path from "node:path";
import { defineConfig } from "vitest/config";
const alias = { "@": path.resolve(import.meta.dirname), "server-only": path.resolve(import.meta.dirname, "lib/testing/empty-module.ts") };
export default defineConfig({ resolve: { alias }, test: { env: { TZ: "Asia/Kathmandu" }, projects: [
 { extends: true, test: { name: "db", include: ["{domain,inference,lib,bin}/**/*.db.test.ts"], globalSetup: ["lib/testing/database-setup.ts"], testTimeout: 30000, hookTimeout: 60000 } },
 { extends: true, test: { name: "unit", include: ["{lib,bin}/**/*.test.ts"], exclude: ["**/*.db.test.ts"] } } ] } });
