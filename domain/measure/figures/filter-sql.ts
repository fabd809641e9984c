import "server-only";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";
import { Prisma } from "@/lib/db/client";

/** What of the filter is left to the caller: figures treat it as an answer that is not there, not as a conversation less. */
type Narrowed = Omit<MeasureFilter, "visibility">;

/** The filter over the columns of facts and counts, which are named alike. `name` is their table. */
export function narrowedBy(filter: Narrowed, name: string): Prisma.Sql {
  const column = (of: string) => Prisma.raw(`${name}.${of}`);
  const { from, to, source, language, model, strategy, tier } = filter;
  const parts = [
    from !== undefined && Prisma.sql`${column("day")} >= ${from}::date`,
    to !== undefined && Prisma.sql`${column("day")} < ${to}::date`,
    source !== undefined && Prisma.sql`${column("source_id")} = ${source}::uuid`,
    language === "unknown" && Prisma.sql`${column("language")} IS NULL`,
    language !== undefined && language !== "unknown" && Prisma.sql`${column("language")} = ${language}`,
    model !== undefined && Prisma.sql`${column("model")} = ${model}`,
    strategy !== undefined && Prisma.sql`${column("strategy")} = ${strategy}`,
    tier !== undefined && Prisma.sql`${column("tier")} = ${tier}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? Prisma.sql`true` : Prisma.join(parts, " AND ");
}

/** The same with the way decisions were made, for lists of what was decided. */
export function narrowedToDecisions(filter: MeasureFilter, name: string): Prisma.Sql {
  const made = filter.visibility;
  const rest = narrowedBy(filter, name);
  return made === undefined ? rest : Prisma.sql`${rest} AND ${Prisma.raw(name)}.visibility = ${made}`;
}
