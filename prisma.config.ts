import path from "node:path";
import { defineConfig } from "prisma/config";

// Used by `prisma generate`, and by an operator who prefers the Prisma CLI on this folder (it needs the internet).
export default defineConfig({
  schema: path.join("prisma", "schema.prisma"),
  migrations: { path: path.join("prisma", "migrations") },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
