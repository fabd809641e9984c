"use client";
import { Plus } from "lucide-react";
import { type Dispatch, useMemo, useRef } from "react";
import { flushSync } from "react-dom";
import { DecisionDetails } from "@/components/decide/decision-details";
import { type Draft, type DraftChange, rowKeys } from "@/components/decide/draft";
import { EvidenceLine } from "@/components/decide/evidence-line";
import { agreementText, placesOf } from "@/components/decide/reading-facts";
import { MissedRow, RiskRow } from "@/components/decide/risk-row";
import { SaveBar } from "@/components/decide/save-bar";
import { SeenIn } from "@/components/decide/seen-in";
import { SettlePanel } from "@/components/decide/settle-panel";
import { isStacked } from "@/components/decide/use-picking";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { Button } from "@/components/ui/button";
import type { CaseDetail } from "@/domain/decide/case-detail";

type DecisionPanelProps = {
  detail: CaseDetail;
  draft: Draft;
  change: Dispatch<DraftChange>;
  /** The row whose messages are being chosen in the transcript. */
  picking: string | null;
  onPicking: (key: string | null) => void;
  /** The keys act only once the case has been painted. */
  ready: boolean;
  blocked: string | null;
  pending: boolean;
  problem: string | null;
  onSave: () => void;
  /** Leaves a correction as it was; null where there is nothing to go back to. */
  onCancel?: (() => void) | null;
};

/** The reviewer's decision: each risk of the model, the risks it missed, and what is recorded with them. */
export function DecisionPanel(props: DecisionPanelProps) {
  const {
    detail,
    draft,
    change,
    picking,
    onPicking,
    ready,
    blocked,
    pending,
    problem,
    onSave,
    onCancel = null,
  } = props;
  const box = useRef<HTMLElement>(null);
  const keys = rowKeys(draft);
  const numbers = useMemo(
    () => new Map(detail.messages.map((message, index) => [message.id, index + 1])),
    [detail.messages],
  );
  const stated = new Map(detail.classification?.risks.map((risk) => [risk.id, risk]));
  const focus = (selector: string) => {
    const element = box.current?.querySelector<HTMLElement>(selector);
    element?.focus({ preventScroll: true });
    element?.closest("[data-row], label, textarea")?.scrollIntoView({ block: "nearest" });
  };
  // The change has to be on the page before its control can take the focus.
  const apply = (what: DraftChange) => flushSync(() => change(what));

  function selectRow(key: string) {
    apply({ change: "select", key });
    const row = `[data-row="${key}"]`;
    focus(box.current?.querySelector(`${row} input:checked`) ? `${row} input:checked` : `${row} input, ${row} select`);
  }

  function addMissed() {
    const key = `missed-${draft.missedCount + 1}`;
    apply({ change: "add-missed" });
    // Where the transcript is not beside the form, what the risk is comes first: choosing would take its fields away.
    if (!isStacked()) onPicking(key);
    focus(`[data-row="${key}"] select`);
  }

  useShortcuts(
    {
      "agree-all": () => {
        apply({ change: "agree-all" });
        focus("[data-save-decision]");
      },
      "nothing-present": () => {
        apply({ change: "nothing-present" });
        focus("[data-save-decision]");
      },
      "select-risk": (digit) => {
        const key = keys[(digit ?? 0) - 1];
        if (key !== undefined) selectRow(key);
      },
      "edit-risk": () => {
        const key = draft.selected;
        if (key === null) return;
        if (draft.risks.some((row) => row.key === key)) apply({ change: "assess", key, assessment: "corrected" });
        focus(`[data-row="${key}"] select`);
      },
      "add-risk": addMissed,
      note: () => focus("[data-decision-note]"),
      save: onSave,
    },
    { enabled: ready },
  );

  function seenIn(key: string) {
    const { messageIds = [], agreement = null } = stated.get(key) ?? {};
    const judges = detail.classification?.judges ?? null;
    return <SeenIn places={placesOf(messageIds, numbers)} agreement={agreementText(agreement, judges)} />;
  }

  function evidence(key: string, messageIds: readonly string[], required: boolean) {
    return (
      <EvidenceLine
        chosen={messageIds.map((id) => ({ id, number: numbers.get(id) ?? 0 })).sort((a, b) => a.number - b.number)}
        required={required}
        picking={picking === key}
        onPicking={(on) => onPicking(on ? key : null)}
        onRemove={(messageId) => change({ change: "toggle-message", key, messageId })}
      />
    );
  }

  const agreeable = draft.risks.length > 0 || draft.modelSaysNone;
  return (
    <section
      ref={box}
      id="decision"
      aria-labelledby="decision-heading"
      className="border-t lg:flex lg:flex-1 lg:flex-col"
    >
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 pt-4 pb-2 md:px-5">
        <h2 id="decision-heading" className="font-semibold text-base text-strong">
          {onCancel === null ? "Your decision" : "Your correction"}
        </h2>
        <div className="flex flex-wrap gap-1.5">
          {agreeable && (
            <Button size="sm" kbd={shortcutKeys("agree-all")} onClick={() => change({ change: "agree-all" })}>
              {draft.risks.length > 0 ? "Agree with all" : "Agree: no risk"}
            </Button>
          )}
          <Button size="sm" kbd={shortcutKeys("nothing-present")} onClick={() => change({ change: "nothing-present" })}>
            Nothing present
          </Button>
        </div>
      </div>
      {detail.settles !== null && onCancel === null && (
        <SettlePanel settles={detail.settles} actions={detail.actions} ready={ready} change={change} />
      )}
      <ol aria-label="Risks" className="divide-y divide-line">
        {draft.risks.map((row, index) => (
          <RiskRow
            key={row.key}
            row={row}
            features={stated.get(row.key)?.features ?? []}
            seen={seenIn(row.key)}
            number={index + 1}
            selected={draft.selected === row.key}
            evidence={evidence(row.key, row.messageIds, false)}
            onSelect={() => change({ change: "select", key: row.key })}
            onAssess={(assessment) => change({ change: "assess", key: row.key, assessment })}
            onFields={(fields) => change({ change: "fields", key: row.key, fields })}
          />
        ))}
        {draft.missed.map((row, index) => (
          <MissedRow
            key={row.key}
            row={row}
            number={draft.risks.length + index + 1}
            selected={draft.selected === row.key}
            evidence={evidence(row.key, row.messageIds, true)}
            onSelect={() => change({ change: "select", key: row.key })}
            onFields={(fields) => change({ change: "fields", key: row.key, fields })}
            onRemove={() => {
              if (picking === row.key) onPicking(null);
              change({ change: "remove-missed", key: row.key });
            }}
          />
        ))}
      </ol>
      <div className="px-4 pt-1 pb-4 md:px-5">
        <Button
          size="sm"
          variant="quiet"
          className="-ml-2"
          icon={<Plus aria-hidden size={14} />}
          kbd={shortcutKeys("add-risk")}
          onClick={addMissed}
        >
          {draft.risks.length > 0 ? "Add a risk the model missed" : "Add a risk"}
        </Button>
      </div>
      <DecisionDetails draft={draft} change={change} actions={detail.actions} />
      <div className="lg:sticky lg:bottom-0 lg:z-10 lg:mt-auto max-lg:contents">
        <SaveBar
          draft={draft}
          blocked={blocked}
          pending={pending}
          problem={problem}
          onSave={onSave}
          onCancel={onCancel}
        />
      </div>
    </section>
  );
}
