"use client";
import { type Dispatch, useEffect, useReducer, useState } from "react";
import {
  changeDraft,
  type Draft,
  type DraftChange,
  isTouched,
  type ShownReading,
  startDraft,
} from "@/components/decide/draft";
import type { CaseDetail } from "@/domain/decide/case-detail";
import type { DecisionResult } from "@/domain/decide/decision-result";

type Kept = { revision: number; classificationId: string | null; draft: Draft };

/** Forms that were begun, by case; in memory alone, because a note may hold what must not lie about on a disk. */
const kept = new Map<string, Kept>();
const KEPT_FORMS = 20;
/** A form is kept so much longer than its decision can be undone. */
const FORGET_AFTER_MS = 10_000;

function keep(caseId: string, form: Kept) {
  kept.delete(caseId);
  kept.set(caseId, form);
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT_FORMS && oldest !== undefined) kept.delete(oldest);
}

/** Drops the form of a case some time after it was saved, when it can no longer be undone. */
export function forgetDraftAfter({ caseId, decidedAt, undoableUntil }: DecisionResult): void {
  const undoableMs = Date.parse(undoableUntil) - Date.parse(decidedAt);
  setTimeout(() => kept.delete(caseId), undoableMs + FORGET_AFTER_MS);
}

/** What the reviewer is shown of the model's answer on a case; null where it is hidden or is not an answer. */
function shownReading({ classification }: CaseDetail): ShownReading {
  return classification === null || classification.outcome === "unscored" ? null : { risks: classification.risks };
}

function rebaseOn(detail: CaseDetail): DraftChange {
  return { change: "rebase", reading: shownReading(detail), messageIds: detail.messages.map((message) => message.id) };
}

/** That nothing was done, or what else comes first where that can no longer be chosen. */
function firstAction({ actions }: CaseDetail): string | undefined {
  const offered = actions.filter(({ retired }) => !retired).map(({ id }) => id);
  return offered.includes("no_action") ? "no_action" : offered[0];
}

function begin(detail: CaseDetail): Draft {
  const before = kept.get(detail.id);
  if (!before) return startDraft(shownReading(detail), firstAction(detail));
  const same = before.revision === detail.revision && before.classificationId === (detail.classification?.id ?? null);
  return same ? before.draft : changeDraft(before.draft, rebaseOn(detail));
}

/**
 * The form of one case, kept while the page is open: a lost claim or a step back loses nothing that was filled in. When
 * the case comes with other messages or another reading, the form follows it.
 */
export function useDraft(detail: CaseDetail): { draft: Draft; change: Dispatch<DraftChange> } {
  const [draft, change] = useReducer(changeDraft, detail, begin);
  const { id, revision } = detail;
  const classificationId = detail.classification?.id ?? null;
  const [about, setAbout] = useState({ revision, classificationId });
  // While rendering, not in an effect: no form may be seen, or saved, that is about something else than what is shown.
  if (about.revision !== revision || about.classificationId !== classificationId) {
    setAbout({ revision, classificationId });
    change(rebaseOn(detail));
  }
  const touched = isTouched(draft);

  useEffect(() => {
    if (touched) keep(id, { revision, classificationId, draft });
    else kept.delete(id);
  }, [id, revision, classificationId, draft, touched]);

  return { draft, change };
}
