/** How a case stands now beside how it was when it was read. Pure. */
import type { CaseDetail } from "@/domain/decide/case-detail";

type Compared = Pick<CaseDetail, "revision" | "messages" | "classification" | "decisions">;

export type NewerState = {
  arrived: CaseDetail["messages"];
  /** How many of the messages that were read were edited or deleted meanwhile. */
  changed: number;
  /** The reading that stands now, where it is another one. */
  reading: CaseDetail["classification"];
  decisions: CaseDetail["decisions"];
};

/** What is there now and was not when the case was read. */
export function newerState(before: Compared, now: Compared): NewerState {
  const known = new Set(before.messages.map(({ id }) => id));
  const decided = new Set(before.decisions.map(({ id }) => id));
  const isChanged = ({ changedRevision }: CaseDetail["messages"][number]) => (changedRevision ?? 0) > before.revision;
  return {
    arrived: now.messages.filter(({ id }) => !known.has(id)),
    changed: now.messages.filter((message) => known.has(message.id) && isChanged(message)).length,
    reading: now.classification?.id === before.classification?.id ? null : now.classification,
    decisions: now.decisions.filter(({ id, stands }) => stands && !decided.has(id)),
  };
}

/** The decision that ended a claim on a case, read again after it: the first that was not there before. */
export function madeMeanwhile(
  before: Pick<CaseDetail, "id" | "decisions">,
  now: Pick<CaseDetail, "decisions">,
): CaseDetail["decisions"][number] | null {
  const known = new Set(before.decisions.map(({ id }) => id));
  const made = now.decisions.filter(({ id, caseId }) => caseId === before.id && !known.has(id));
  const [first] = made.toSorted((a, b) => Date.parse(a.decidedAt) - Date.parse(b.decidedAt));
  return first && first.undoneAt === null ? first : null;
}

/** Whether there is nothing of it: what moved on is out of the reader's sight. */
export function isNothingNewer({ arrived, changed, reading, decisions }: NewerState): boolean {
  return arrived.length === 0 && changed === 0 && reading === null && decisions.length === 0;
}
