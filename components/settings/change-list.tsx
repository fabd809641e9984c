"use client";
import type { ReactNode } from "react";
import { ChangeLines } from "@/components/settings/change-lines";
import { diffSetting } from "@/components/settings/setting-lines";
import { BidiText } from "@/components/ui/bidi-text";
import { LoadMore } from "@/components/ui/load-more";
import { TimeAgo } from "@/components/ui/time-ago";
import type { SettingChange } from "@/domain/settings/setting-dto";

type ChangeListProps = {
  changes: readonly SettingChange[];
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
  /** What stands before the version of each; for a list of several settings. */
  nameOf?: (change: SettingChange) => ReactNode;
  actionOf?: (change: SettingChange) => ReactNode;
};

/** Changes of settings, newest first: what changed, by whom, when and why. */
export function ChangeList({ changes, hasMore, loading, onMore, nameOf, actionOf }: ChangeListProps) {
  return (
    <div>
      <ol className="divide-y divide-line">
        {changes.map((change) => (
          <li key={change.id} className="grid gap-2 px-4 py-3">
            <div className="flex flex-wrap items-start justify-between gap-2">
              <div className="grid gap-0.5 text-sm">
                <p className="text-strong">
                  {nameOf?.(change)} <span className="font-medium">Version {change.version}</span>{" "}
                  <span className="text-muted text-xs">
                    by {change.changedBy ?? "the command line"}, <TimeAgo at={change.changedAt} />
                  </span>
                </p>
                {change.note !== "" && <BidiText text={change.note} className="text-default" />}
              </div>
              {actionOf?.(change)}
            </div>
            <ChangeLines lines={diffSetting(change.name, change.before, change.value)} />
          </li>
        ))}
      </ol>
      <LoadMore hasMore={hasMore} shown={changes.length} noun="changes" loading={loading} onLoad={onMore} />
    </div>
  );
}
