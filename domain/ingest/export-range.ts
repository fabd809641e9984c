import { z } from "zod";
import { filterTimeSchema } from "@/lib/clock/filter-time";

/** Which part of the records to export: days are UTC. `to` is exclusive. */
export const exportRangeSchema = z.object({ from: filterTimeSchema.optional(), to: filterTimeSchema.optional() });
export type ExportRange = z.infer<typeof exportRangeSchema>;

/** Rows read, and written down as exported, at a time. */
export const EXPORT_PAGE = 500;

/** The condition of Prisma for a column in the range. */
export function timesIn({ from, to }: ExportRange): { gte?: Date; lt?: Date } {
  return { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) };
}
