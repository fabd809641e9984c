/** Which alerts a page tells of: those that came while it was open. Pure. */
import type { Alert } from "@/domain/triage/alerts/alert-dto";

export type News = { line: string; href: string; count: number };

/**
 * What the page has seen: the ids, and when the newest of them began. An older one that comes into view later, since a newer
 * one was answered, is no news.
 */
export type Seen = { ids: ReadonlySet<string>; newestAt: string };

/** What has been seen once these were, too. */
export function seenWith(seen: Seen | null, unanswered: readonly Alert[]): Seen {
  const times = [seen?.newestAt ?? "", ...unanswered.map(({ openedAt }) => openedAt)];
  return {
    ids: new Set([...(seen?.ids ?? []), ...unanswered.map(({ id }) => id)]),
    newestAt: times.toSorted().at(-1) ?? "",
  };
}

/**
 * What is new since the page last looked; null where nothing is. Several are told of as one, by how many they are.
 * @param seen what was there before; null on the first look, which tells of nothing
 */
export function newsOf(seen: Seen | null, unanswered: readonly Alert[]): News | null {
  if (seen === null) return null;
  const fresh = unanswered.filter(({ id, openedAt }) => !seen.ids.has(id) && openedAt >= seen.newestAt);
  const [first] = fresh;
  if (first === undefined) return null;
  if (fresh.length === 1) return { line: first.says, href: "/alerts", count: 1 };
  return { line: `${fresh.length} new alerts: ${first.says}, and more`, href: "/alerts", count: fresh.length };
}
