/** Which alerts a page tells of: those that came while it was open. Pure. */
import type { Alert } from "@/domain/triage/alerts/alert-dto";

export type News = { line: string; href: string; count: number };

/**
 * What is new since the page last looked; null where nothing is. Several are told of as one, by how many they are.
 * @param seen ids that were there before; null on the first look, which tells of nothing
 */
export function newsOf(seen: ReadonlySet<string> | null, unanswered: readonly Alert[]): News | null {
  if (seen === null) return null;
  const fresh = unanswered.filter(({ id }) => !seen.has(id));
  const [first] = fresh;
  if (first === undefined) return null;
  if (fresh.length === 1) return { line: first.says, href: "/alerts", count: 1 };
  return { line: `${fresh.length} new alerts: ${first.says}, and more`, href: "/alerts", count: fresh.length };
}
