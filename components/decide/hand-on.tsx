"use client";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { SKIP_CHOICES, snoozeChoices } from "@/components/decide/hand-on-words";
import type { Ending, EndingDetails } from "@/components/decide/use-end-claim";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { serverOffsetMs } from "@/components/query/server-clock";
import { Button } from "@/components/ui/button";
import { ChoiceDialog } from "@/components/ui/choice-dialog";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { CaseDetail } from "@/domain/decide/case-detail";

type HandOnProps = {
  detail: CaseDetail;
  disabled: boolean;
  onEnd: (ending: Ending, details?: EndingDetails) => void;
  onEscalate: () => Promise<void>;
};

/** The ways out of a case that decide nothing. */
export function HandOn({ detail, disabled, onEnd, onEscalate }: HandOnProps) {
  const [asking, setAsking] = useState<"skip" | "snooze" | "escalate" | null>(null);
  const [times, setTimes] = useState<ReturnType<typeof snoozeChoices>>([]);
  const release = () => !disabled && onEnd("release");
  const ask = (what: "skip" | "escalate") => () => !disabled && setAsking(what);
  const askHowLong = () => {
    if (disabled) return;
    const choices = snoozeChoices(detail.tier, Date.parse(detail.dueAt) - Date.now() - serverOffsetMs());
    setTimes(choices);
    if (choices.length > 0) return setAsking("snooze");
    const why = detail.tier === 0 ? "A case of tier 0 waits for nobody." : "It is due now, or overdue.";
    toast({ title: "This case cannot be set aside", description: why });
  };
  useShortcuts({ release, skip: ask("skip"), snooze: askHowLong, escalate: ask("escalate") });
  const closing = (open: boolean) => !open && setAsking(null);
  return (
    <>
      <div className="flex gap-1.5 max-xl:hidden">
        <Button size="sm" kbd={shortcutKeys("release")} disabled={disabled} onClick={release}>
          Release
        </Button>
        <Button size="sm" kbd={shortcutKeys("skip")} disabled={disabled} onClick={ask("skip")}>
          Skip
        </Button>
        <Button size="sm" kbd={shortcutKeys("snooze")} disabled={disabled} onClick={askHowLong}>
          Set aside
        </Button>
        <Button size="sm" kbd={shortcutKeys("escalate")} disabled={disabled} onClick={ask("escalate")}>
          Escalate
        </Button>
      </div>
      <div className="xl:hidden">
        <Menu
          trigger={
            <IconButton label="Hand on" disabled={disabled}>
              <Ellipsis aria-hidden size={16} />
            </IconButton>
          }
          items={[
            { label: "Release", onSelect: release, kbd: shortcutKeys("release") },
            { label: "Skip", onSelect: ask("skip"), kbd: shortcutKeys("skip") },
            { label: "Set aside", onSelect: askHowLong, kbd: shortcutKeys("snooze") },
            { label: "Escalate to a lead", onSelect: ask("escalate"), kbd: shortcutKeys("escalate") },
          ]}
        />
      </div>
      <ChoiceDialog
        open={asking === "skip"}
        onOpenChange={closing}
        title="Skip this case"
        description="It goes to somebody else, and not to you for a quarter of an hour. Nobody has to say why."
        choices={SKIP_CHOICES}
        onChoose={(id) => onEnd("skip", id === "none" ? {} : { reason: id })}
      />
      <ChoiceDialog
        open={asking === "snooze"}
        onOpenChange={closing}
        title="Set this case aside"
        description="Nobody is given it until then. It stays in the list, and new messages bring it back at once."
        choices={times}
        onChoose={(id) => onEnd("snooze", { minutes: times.find((time) => time.id === id)?.minutes ?? 5 })}
      />
      <ConfirmDialog
        open={asking === "escalate"}
        onOpenChange={closing}
        title="Escalate to a lead?"
        description="The case leaves your hands and waits for a lead. You go on to the next one."
        confirmLabel="Escalate"
        onConfirm={onEscalate}
      />
    </>
  );
}
