import { z } from "zod";

const time = z.iso.datetime({ offset: true, error: "a day, or a time such as 2026-11-21T03:04:05Z" }).or(z.iso.date());

/** Which part of the records to export: days are UTC. `to` is exclusive. */
export const exportRangeSchema = z.object({ from: time.optional(), to: time.optional() });
export type ExportRange = z.infer<typeof exportRangeSchema>;

/** Rows read, and written down as exported, at a time. */
export const EXPORT_PAGE = 500;

/** The condition of Prisma for a column in the range. */
export function timesIn({ from, to }: ExportRange): { gte?: Date; lt?: Date } {
  return { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) };
}
