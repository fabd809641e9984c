import "server-only";
import { z } from "zod";
import { type Actor, requireRight } from "@/domain/access/actor";
import { appendEvent } from "@/domain/audit/append-event";
import { compileOverlay } from "@/inference/compile-overlay";
import { forgetRules } from "@/inference/current-offline-rules";
import { getOfflineRules } from "@/inference/get-offline-rules";
import type { OfflineRulesDto } from "@/inference/offline-rules-dto";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

/** PostgreSQL keeps no such character. */
const storable = (text: string) => !text.includes("\0");

export const offlineRulesInputSchema = z
  .strictObject({
    yaml: z
      .string()
      .refine(storable, "holds a NUL character")
      .meta({ description: "docs/offline-rules.md says what stands in it; empty for the built-in rules alone" }),
    note: z.string().max(500).refine(storable, "holds a NUL character").default(""),
    basedOn: z.number().int().min(0).meta({ description: "The version that was edited; 0 where there was none" }),
  })
  .meta({ id: "OfflineRulesInput" });
export type OfflineRulesInput = z.input<typeof offlineRulesInputSchema>;

/**
 * Saves a new version of the house's own offline rules; every process reads by it within seconds. Versions are kept.
 * @throws FORBIDDEN, INVALID (naming each line that does not compile), CONFLICT where somebody saved meanwhile
 */
export async function saveOfflineRules(actor: Actor, input: OfflineRulesInput): Promise<OfflineRulesDto> {
  requireRight(actor, "model.manage");
  const { yaml, note, basedOn } = offlineRulesInputSchema.parse(input);
  const version = basedOn + 1;
  compileOverlay(yaml, version);
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('offline rules', 0))::text AS locked`;
    const newest = await tx.offlineRuleSet.findFirst({ orderBy: { version: "desc" }, select: { version: true } });
    if ((newest?.version ?? 0) !== basedOn)
      throw new AppError("CONFLICT", `Version ${newest?.version ?? 0} was saved meanwhile. Look at it first.`);
    const savedById = actor.kind === "user" ? actor.userId : null;
    await tx.offlineRuleSet.create({ data: { version, yaml, note: note.trim(), savedById } });
    await appendEvent(tx, { type: "inference.rules.saved", actor, facts: { version } });
  });
  forgetRules();
  return getOfflineRules(actor);
}
