import "server-only";
import { z } from "zod";
import { chosenEngine } from "@/inference/choose-engine";
import { databaseUrl, db } from "@/lib/db/client";
import { readMigrationStatus } from "@/lib/migrations/migration-status";

export const readinessSchema = z
  .object({
    ok: z.boolean(),
    database: z.enum(["up", "down"]),
    migrations: z.enum(["current", "pending", "unknown"]),
    model: z.enum(["up", "down", "offline rules"]).meta({
      description: "A model that is down does not make the desk unready: what it cannot read comes to people unscored",
    }),
  })
  .meta({ id: "Readiness" });
export type Readiness = z.infer<typeof readinessSchema>;

async function modelState(): Promise<Readiness["model"]> {
  const engine = chosenEngine();
  if (engine.name === "offline") return "offline rules";
  return (await engine.isReachable()) ? "up" : "down";
}

async function databaseState(): Promise<Pick<Readiness, "database" | "migrations">> {
  try {
    await db().$queryRaw`SELECT 1`;
    const { state } = await readMigrationStatus(databaseUrl());
    return { database: "up", migrations: state === "current" ? "current" : "pending" };
  } catch {
    return { database: "down", migrations: "unknown" };
  }
}

/** Whether this process can serve: database and migrations; and what becomes of readings at the moment. */
export async function checkReadiness(): Promise<Readiness> {
  const [database, model] = await Promise.all([databaseState(), modelState()]);
  return { ok: database.database === "up" && database.migrations === "current", ...database, model };
}
