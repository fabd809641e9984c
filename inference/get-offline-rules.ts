import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { rulesInForce } from "@/inference/current-offline-rules";
import { builtInRules } from "@/inference/engines/offline/read-offline";
import type { OfflineRulesDto, RuleVersion } from "@/inference/offline-rules-dto";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors/app-error";

const HISTORY = 50;
/** Versions are `integer` in the database. */
const MOST = 2 ** 31 - 1;

const withName = { savedBy: { select: { name: true } } } as const;

type SavedRow = { version: number; note: string; createdAt: Date; savedBy: { name: string } | null };

function savedDto({ version, note, createdAt, savedBy }: SavedRow) {
  return { version, note, savedAt: createdAt.toISOString(), savedBy: savedBy?.name ?? null };
}

/** The offline rules of the house: what is in force, the newest text, and who saved what. @throws FORBIDDEN */
export async function getOfflineRules(actor: Actor): Promise<OfflineRulesDto> {
  requireRight(actor, "model.manage");
  const [inForce, newest, history] = await Promise.all([
    rulesInForce(),
    db().offlineRuleSet.findFirst({ orderBy: { version: "desc" }, include: withName }),
    db().offlineRuleSet.findMany({
      orderBy: { version: "desc" },
      take: HISTORY,
      select: { version: true, note: true, createdAt: true, ...withName },
    }),
  ]);
  const { rules, combinations } = builtInRules.files;
  return {
    builtIn: builtInRules.name,
    inForce: inForce.rules.name,
    problems: inForce.problems.map((problem) => ({ ...problem })),
    newest: newest && { ...savedDto(newest), yaml: newest.yaml },
    history: history.map(savedDto),
    disablable: [...rules, ...combinations].map(({ key }) => key).toSorted(),
  };
}

/** One version as it was saved. @throws FORBIDDEN, NOT_FOUND */
export async function getRuleVersion(actor: Actor, version: string): Promise<RuleVersion> {
  requireRight(actor, "model.manage");
  const number = /^\d{1,10}$/.test(version) ? Number(version) : 0;
  const row =
    number > MOST ? null : await db().offlineRuleSet.findUnique({ where: { version: number }, include: withName });
  if (row === null) throw new AppError("NOT_FOUND", "There is no such version of the offline rules.");
  return { ...savedDto(row), yaml: row.yaml };
}
