"use client";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { CaseBar } from "@/components/decide/case-bar";
import { CaseNotices, type Newer } from "@/components/decide/case-notices";
import { CaseTranscript } from "@/components/decide/case-transcript";
import { CorrectOffer } from "@/components/decide/correct-offer";
import { DecisionPanel } from "@/components/decide/decision-panel";
import { rowKeys } from "@/components/decide/draft";
import { typesAbout } from "@/components/decide/fitting-policies";
import { LaterMessages } from "@/components/decide/later-messages";
import { ModelPanel } from "@/components/decide/model-panel";
import { newerState } from "@/components/decide/newer-state";
import { PastDecisions } from "@/components/decide/past-decisions";
import { PolicyPanel } from "@/components/decide/policy-panel";
import { SavedNote } from "@/components/decide/saved-note";
import { StaleDecision } from "@/components/decide/stale-decision";
import { TakeCase } from "@/components/decide/take-case";
import type { Seen } from "@/components/decide/transcript-turns";
import { hasArrived, useArrivedDecision } from "@/components/decide/use-arrived-decision";
import { useClaimLease } from "@/components/decide/use-claim-lease";
import { useCorrection } from "@/components/decide/use-correction";
import { useDraft } from "@/components/decide/use-draft";
import { useEndClaim } from "@/components/decide/use-end-claim";
import { useNewerCase } from "@/components/decide/use-newer-case";
import { useTakeCase } from "@/components/decide/use-open-case";
import { usePainted } from "@/components/decide/use-painted";
import { usePicking } from "@/components/decide/use-picking";
import { useSaveDecision } from "@/components/decide/use-save-decision";
import { useVisibleTime } from "@/components/decide/use-visible-time";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { KeptNotice } from "@/components/privacy/kept-notice";
import { hasCode, problemText } from "@/components/query/fetch-json";
import { toast } from "@/components/ui/toast";
import { usePreferences } from "@/components/wellbeing/use-preferences";
import type { CaseDetail } from "@/domain/decide/case-detail";

type CaseViewProps = {
  detail: CaseDetail;
  mayTakeEscalated: boolean;
  /** Reads the case again and answers with what it is now. */
  readAgain: () => Promise<CaseDetail | null>;
  reading: boolean;
};

const BLOCKED_BY: Readonly<Record<Newer, string>> = {
  messages: "New messages or changes have arrived. Read them first.",
  reading: "The reading has changed. Look at it first.",
  decision: "This decision has moved on. Look at how the case stands first.",
};

function whatIsNewer(hasMessages: boolean, hasMoved: boolean, corrects: boolean): Newer | null {
  if (hasMessages) return "messages";
  if (!hasMoved) return null;
  return corrects ? "decision" : "reading";
}

/** The same object for as long as the same was seen: a new one would redraw the transcript and scroll it. */
function useSeen(revision: number | null, at: string | null): Seen | null {
  return useMemo(() => (revision === null ? null : { revision, at }), [revision, at]);
}

/** One case, open before a reviewer. Mounted anew for each case; taking it leaves what is being read where it is. */
export function CaseView({ detail, mayTakeEscalated, readAgain, reading }: CaseViewProps) {
  const router = useRouter();
  const token = detail.claim?.token ?? null;
  const painted = usePainted(`${token} ${detail.version}`);
  const lease = useClaimLease(detail);
  const { draft, change } = useDraft(detail);
  const decided = detail.decisions.find((decision) => decision.stands);
  const [shownBefore, setShownBefore] = useState<number | null>(null);
  const seen = useSeen(
    shownBefore ?? decided?.revision ?? null,
    shownBefore === null ? (decided?.decidedAt ?? null) : null,
  );
  const end = useEndClaim(detail, lease);
  const take = useTakeCase();
  const shownPolicies = useRef(new Set<string>());
  const saving = useSaveDecision({
    detail,
    draft,
    lease,
    spentMs: useVisibleTime(painted, token),
    shownPolicyIds: () => [...shownPolicies.current],
  });

  const correction = useCorrection({ detail, draft, change, shownPolicyIds: () => [...shownPolicies.current] });

  const unsavedFor = correction.active ? correction.problem : saving.problem;
  const refused = hasCode(unsavedFor, "CONFLICT") ? unsavedFor : null;
  const newest = Math.max(lease.revision, refused?.problem.current?.revision ?? 0);
  const newer = whatIsNewer(newest > detail.revision, refused !== null || lease.otherReading, correction.active);
  const lostOnSave = hasCode(saving.problem, "LEASE_LOST", "FORBIDDEN", "UNAUTHENTICATED") ? saving.problem : null;
  // While the reviewer's own doing ends the claim, a heartbeat may hear of its end before the answer is here.
  const isEnding = saving.pending || end.pending;
  const lostUnasked = isEnding ? null : lease.lost;
  const arrived = hasArrived(lostUnasked) || hasArrived(lostOnSave);
  const lostBy = arrived ? null : (lostUnasked ?? lostOnSave);
  const lost = lostBy !== null;
  const holds = (lease.held || lost || (isEnding && lease.lost !== null)) && !saving.saved && !arrived;
  const blocked = lost ? "Your claim has ended." : newer && BLOCKED_BY[newer];

  const refusal = saving.saved || arrived ? null : (refused ?? (hasCode(lostOnSave, "LEASE_LOST") ? lostOnSave : null));
  const now = useNewerCase(detail, refusal);
  const lookAgain = useArrivedDecision({ detail, arrived, readAgain });
  const { veilText } = usePreferences();

  const edits = holds || correction.active;
  const { pickingKey, setPickingKey, picked, pick } = usePicking(draft, change, edits);

  const markNew = (fresh: CaseDetail) => fresh.revision > detail.revision && setShownBefore(detail.revision);

  async function showNewer() {
    const fresh = now.fresh ?? (await readAgain());
    if (!fresh) return;
    if (now.fresh) now.apply(now.fresh);
    saving.clear();
    correction.clear();
    markNew(fresh);
  }

  const takeIt = () => {
    if (take.isPending) return;
    take.mutate(detail.id, {
      onSuccess: (fresh) => {
        if (lost && fresh.claim?.token !== token) lease.end();
        markNew(fresh);
      },
      onError: (error) => {
        toast({ tone: "danger", title: "You cannot take this case", description: problemText(error) });
        void readAgain();
      },
    });
  };
  const reload = () => (arrived ? lookAgain() : void readAgain());
  useShortcuts({
    "step-back": () => {
      if (pickingKey !== null) setPickingKey(null);
      else if (correction.active) correction.cancel();
      else router.push("/triage");
    },
    ...(newer !== null && !lost && { "show-newer": () => void showNewer() }),
    ...((lost || arrived) && { "show-newer": reload, "next-case": saving.takeNext }),
    ...(lost && { open: takeIt }),
  });

  const unsaved = unsavedFor !== null && newer === null && !lost ? problemText(unsavedFor) : null;
  const said = saving.saved ? "Your decision is saved." : lost ? "" : lease.held ? "This case is yours." : "";
  return (
    <div className="relative flex-1">
      <div className="flex flex-col lg:absolute lg:inset-0">
        <p role="status" className="sr-only">
          {said}
        </p>
        <CaseBar
          detail={detail}
          lease={lease}
          held={lease.held && !lost && !arrived}
          busy={end.pending || saving.pending}
          onEnd={end.run}
          onEscalate={() => end.runAndWait("escalate")}
          take={
            holds || arrived ? null : (
              <TakeCase detail={detail} mayTakeEscalated={mayTakeEscalated} taking={take.isPending} onTake={takeIt} />
            )
          }
        />
        <CaseNotices
          lease={lease}
          lost={lostBy}
          arrived={arrived}
          newer={saving.saved || refused ? null : newer}
          loading={reading || take.isPending}
          onShowNewer={() => void showNewer()}
          onTakeAgain={takeIt}
          onReload={reload}
          onNext={saving.takeNext}
        />
        <KeptNotice
          erasedAt={detail.conversation.erasedAt}
          emptiedAt={detail.conversation.emptiedAt}
          heldSince={detail.conversation.heldSince}
        />
        {refusal !== null && (
          <StaleDecision
            draft={draft}
            what={lost ? null : newer}
            why={newer === "decision" && !lost ? problemText(refusal) : null}
            newer={now.fresh && newerState(detail, now.fresh)}
            problem={now.problem}
            veiled={veilText}
            onShow={lost ? null : () => void showNewer()}
            onRetry={now.retry}
          />
        )}
        <LaterMessages detail={detail} />
        <div className="grid min-h-0 flex-1 lg:grid-cols-[minmax(0,1fr)_25rem] xl:grid-cols-[minmax(0,1fr)_28rem]">
          <CaseTranscript
            detail={detail}
            claimToken={token}
            seen={seen}
            since={shownBefore === null ? "since the last decision" : "since you opened this case"}
            pickingFor={pickingKey === null ? null : `risk ${rowKeys(draft).indexOf(pickingKey) + 1}`}
            picked={picked}
            onPick={pick}
            onDone={() => setPickingKey(null)}
          />
          <aside
            aria-label="Reading and decision"
            className="flex min-w-0 flex-col bg-panel max-lg:border-t lg:overflow-y-auto"
          >
            <ModelPanel detail={detail} withRisks={!edits} />
            <PolicyPanel
              types={typesAbout(detail.classification, edits ? draft : null)}
              onShown={(versionId) => shownPolicies.current.add(versionId)}
            />
            {edits && <PastDecisions decisions={detail.decisions} actions={detail.actions} />}
            {correction.active && (
              <DecisionPanel
                detail={detail}
                draft={draft}
                change={change}
                picking={pickingKey}
                onPicking={setPickingKey}
                ready={painted && !correction.pending}
                blocked={blocked}
                pending={correction.pending}
                problem={unsaved}
                onSave={() => {
                  if (blocked === null) correction.save();
                }}
                onCancel={correction.cancel}
              />
            )}
            {holds && (
              <DecisionPanel
                detail={detail}
                draft={draft}
                change={change}
                picking={pickingKey}
                onPicking={setPickingKey}
                ready={painted && !saving.pending}
                blocked={painted ? blocked : "One moment."}
                pending={saving.pending}
                problem={unsaved}
                onSave={() => {
                  if (painted && blocked === null) saving.save();
                }}
              />
            )}
            {saving.saved && <SavedNote pending={saving.pending} onNext={saving.takeNext} />}
            {!edits && <PastDecisions decisions={detail.decisions} actions={detail.actions} />}
            {!edits && !saving.saved && (
              <CorrectOffer
                detail={detail}
                onCorrect={correction.start}
                leads={mayTakeEscalated}
                nextPending={saving.pending}
                onNext={saving.takeNext}
              />
            )}
          </aside>
        </div>
      </div>
    </div>
  );
}
