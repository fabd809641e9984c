"use client";
import type { ReactNode } from "react";
import { problemText } from "@/components/query/fetch-json";
import { ChangeLines } from "@/components/settings/change-lines";
import { ConflictPanel } from "@/components/settings/conflict-panel";
import { SettingHistory } from "@/components/settings/setting-history";
import { diffSetting } from "@/components/settings/setting-lines";
import { type SettingFields, useSettingDraft } from "@/components/settings/use-setting-draft";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import { TimeAgo } from "@/components/ui/time-ago";
import { fallbackOf, type SettingName } from "@/domain/settings/definitions";
import type { Setting } from "@/domain/settings/setting-dto";

type SettingFormProps<N extends SettingName> = {
  setting: Setting & { name: N };
  title: string;
  description: ReactNode;
  canChange: boolean;
  children: (fields: SettingFields<N>) => ReactNode;
};

function WhoSet({ setting }: { setting: Setting }) {
  if (setting.changedAt === null) return "As delivered: nobody has changed it.";
  return (
    <>
      Version {setting.version}, set by {setting.changedBy ?? "the command line"} <TimeAgo at={setting.changedAt} />
    </>
  );
}

/** One setting: its fields, what would change, why, saving, and its history to put something back from. */
export function SettingForm<N extends SettingName>(props: SettingFormProps<N>) {
  const { setting, title, description, canChange, children } = props;
  const form = useSettingDraft(setting);
  const { draft, base, errorAt } = form;
  const fallback = fallbackOf(setting.name);
  const general = form.wholeError;
  const unplaced = form.error !== null && form.newer === null;
  return (
    <Panel title={title} description={description} footer={<WhoSet setting={setting} />}>
      <form
        aria-label={title}
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit();
        }}
      >
        {children({ value: draft, fallback, saved: base.value, onChange: form.change, errorAt, disabled: !canChange })}
        {unplaced && (
          <Callout tone="danger" live="assertive" title="Not saved">
            {general ?? problemText(form.error)}
          </Callout>
        )}
        {form.newer !== null && (
          <ConflictPanel
            name={setting.name}
            base={base.value}
            draft={draft}
            newer={form.newer}
            onGoOn={(keepOwn) => form.newer && form.goOnFrom(form.newer, keepOwn)}
          />
        )}
        {canChange && form.changed && (
          <section aria-label="What would change" className="grid gap-3 rounded-md border bg-sunken p-3">
            <p className="font-medium text-sm text-strong">What would change</p>
            <ChangeLines lines={diffSetting(setting.name, base.value, draft)} />
            <Field label="Why" hint="For whoever reads the history. No words of a conversation.">
              {(control) => (
                <Input
                  {...control}
                  maxLength={500}
                  value={form.note}
                  onChange={({ target }) => form.setNote(target.value)}
                />
              )}
            </Field>
          </section>
        )}
        {canChange && (
          <div className="flex flex-wrap items-center gap-2">
            <Button
              type="submit"
              variant="primary"
              loading={form.saving}
              disabled={!form.changed || form.newer !== null}
            >
              Save
            </Button>
            <Button disabled={!form.changed} onClick={form.discard}>
              Discard
            </Button>
            <Button variant="quiet" onClick={() => form.change(fallback)}>
              As delivered
            </Button>
          </div>
        )}
      </form>
      <SettingHistory
        name={setting.name}
        version={setting.version}
        now={base.value}
        onPutBack={canChange ? form.change : null}
      />
    </Panel>
  );
}
