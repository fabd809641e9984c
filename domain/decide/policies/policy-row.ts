import "server-only";
import type { Policy, PolicyVersionDto } from "@/domain/decide/policies/policy-dto";
import type { Prisma } from "@/lib/db/client";

export const withNewest = {
  versions: { orderBy: { version: "desc" }, take: 1, include: { savedBy: true } },
} satisfies Prisma.PolicyInclude;

type VersionRow = Prisma.PolicyVersionGetPayload<{ include: { savedBy: true } }>;
type PolicyRow = Prisma.PolicyGetPayload<{ include: typeof withNewest }>;

/** One saved version as it leaves the API. */
export function toVersionDto(row: VersionRow): PolicyVersionDto {
  const { id: versionId, version, title, markdown, riskTypes, note, createdAt, savedBy } = row;
  const savedAt = createdAt.toISOString();
  return { versionId, version, title, markdown, riskTypes, note, savedAt, savedBy: savedBy?.name ?? null };
}

/** A policy as its newest version has it. */
export function toPolicyDto(row: PolicyRow): Policy {
  const [newest] = row.versions;
  if (!newest) throw new Error(`the policy ${row.id} has no version`);
  return { id: row.id, ...toVersionDto(newest), retiredAt: row.retiredAt?.toISOString() ?? null };
}
