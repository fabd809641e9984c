import type { Dispatch } from "react";
import type { DraftChange } from "@/components/decide/draft";
import { concluded } from "@/components/decide/draft-findings";
import { actionLabel, CERTAINTY_LABELS } from "@/components/decide/labels";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { BidiText } from "@/components/ui/bidi-text";
import { Button } from "@/components/ui/button";
import type { CaseDetail } from "@/domain/decide/case-detail";

type Settles = NonNullable<CaseDetail["settles"]>;

const SIDES = [
  { side: "first", title: "First", shortcut: "side-first" },
  { side: "second", title: "Second", shortcut: "side-second" },
] as const;

type SettlePanelProps = {
  settles: Settles;
  actions: CaseDetail["actions"];
  ready: boolean;
  change: Dispatch<DraftChange>;
};

/**
 * The two decisions that differ, side by side and without names. Siding with one fills the form in as it says; what is
 * saved is the form, which can be changed first.
 */
export function SettlePanel({ settles, actions, ready, change }: SettlePanelProps) {
  const side = (which: keyof Settles) => change({ change: "take-over", decision: { ...settles[which], note: null } });
  useShortcuts({ "side-first": () => side("first"), "side-second": () => side("second") }, { enabled: ready });
  return (
    <section aria-labelledby="settle-heading" className="grid gap-2 px-4 pb-3 md:px-5">
      <h3 id="settle-heading" className="text-muted text-sm">
        Two people read this and came to different conclusions. Yours settles it.
      </h3>
      <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-1 xl:grid-cols-2">
        {SIDES.map(({ side: which, title, shortcut }) => {
          const { findings, certainty, action, note, modelVisible } = settles[which];
          return (
            <article
              key={which}
              aria-label={title}
              className="grid content-start gap-1.5 rounded-md border px-3 py-2.5"
            >
              <h4 className="font-semibold text-sm text-strong">{title}</h4>
              <p className="text-default text-sm">{concluded(findings)}</p>
              <p className="text-muted text-xs">
                {CERTAINTY_LABELS[certainty]} · {actionLabel(action, actions)} ·{" "}
                {modelVisible ? "model shown" : "model hidden"}
              </p>
              {note !== null && <BidiText text={note} className="border-l-2 pl-2 text-default text-sm" />}
              <Button
                size="sm"
                className="mt-1 justify-self-start"
                kbd={shortcutKeys(shortcut)}
                onClick={() => side(which)}
              >
                Side with {title.toLowerCase()}
              </Button>
            </article>
          );
        })}
      </div>
    </section>
  );
}
