import type { z } from "zod";

export type PageQuery = Promise<Record<string, string | string[] | undefined>>;

type Read<T> = { ok: true; filter: T } | { ok: false; problems: Record<string, string> };

/**
 * Reads a page's query string with the schema of the list it filters. Empty fields, as a GET form sends them, count as left
 * out; of a repeated one the first counts.
 * @returns the filter, or for each field at fault what is wrong with it
 */
export async function readPageQuery<S extends z.ZodType>(query: PageQuery, schema: S): Promise<Read<z.infer<S>>> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(await query)) {
    const first = typeof value === "string" ? value : value?.[0];
    if (first !== undefined && first.trim() !== "") given[name] = first.trim();
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return { ok: true, filter: parsed.data };
  return {
    ok: false,
    problems: Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0] ?? ""), issue.message])),
  };
}

/** A path with these fields as its query string; what is undefined is left out. */
export function pathWith(path: string, fields: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}
