"use client";
import { ChangeLines } from "@/components/settings/change-lines";
import { diffSetting } from "@/components/settings/setting-lines";
import type { Newer } from "@/components/settings/use-setting-draft";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { SettingName } from "@/domain/settings/definitions";

type ConflictPanelProps = {
  name: SettingName;
  base: unknown;
  draft: unknown;
  newer: Newer;
  onGoOn: (keepOwn: boolean) => void;
};

/** Somebody else was faster: what they changed, what one has written oneself, and the choice between the two. */
export function ConflictPanel({ name, base, draft, newer, onGoOn }: ConflictPanelProps) {
  return (
    <Callout
      tone="warn"
      live="assertive"
      title={`${newer.changedBy ?? "Somebody"} has changed this meanwhile (version ${newer.version})`}
      actions={
        <>
          <Button size="sm" onClick={() => onGoOn(false)}>
            Take theirs
          </Button>
          <Button size="sm" onClick={() => onGoOn(true)}>
            Keep mine, and save it over theirs
          </Button>
        </>
      }
    >
      <div className="mt-1 grid gap-3">
        <div className="grid gap-1">
          <p className="font-medium text-strong">What they changed</p>
          <ChangeLines lines={diffSetting(name, base, newer.value)} />
        </div>
        <div className="grid gap-1">
          <p className="font-medium text-strong">How yours differs from theirs</p>
          <ChangeLines lines={diffSetting(name, newer.value, draft)} />
        </div>
      </div>
    </Callout>
  );
}
