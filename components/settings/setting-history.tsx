"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { problemText } from "@/components/query/fetch-json";
import { ChangeList } from "@/components/settings/change-list";
import { valueToPutBack } from "@/components/settings/put-back";
import { settingChangesOptions } from "@/components/settings/query-options";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { SettingName, SettingValue } from "@/domain/settings/definitions";

type SettingHistoryProps<N extends SettingName> = {
  name: N;
  version: number;
  now: SettingValue<N>;
  /** Null for those who may only read. */
  onPutBack: ((value: SettingValue<N>) => void) | null;
};

function Changes<N extends SettingName>({ name, now, version, onPutBack }: SettingHistoryProps<N>) {
  const query = useInfiniteQuery(settingChangesOptions(name));
  if (query.data === undefined) {
    return query.isPending ? (
      <SkeletonLines lines={4} label="Loading the history" />
    ) : (
      <Callout
        tone="danger"
        actions={
          <Button size="sm" onClick={() => void query.refetch()}>
            Try again
          </Button>
        }
      >
        {problemText(query.error)}
      </Callout>
    );
  }
  return (
    <ChangeList
      changes={query.data.pages.flatMap(({ items }) => items)}
      hasMore={query.hasNextPage}
      loading={query.isFetchingNextPage}
      onMore={() => void query.fetchNextPage()}
      actionOf={(change) => {
        const value = onPutBack && change.version !== version ? valueToPutBack(name, change.value, now) : null;
        if (value === null) return null;
        return (
          <Button size="sm" aria-label={`Put it back to version ${change.version}`} onClick={() => onPutBack?.(value)}>
            Put it back to this
          </Button>
        );
      }}
    />
  );
}

/** Who changed this setting when and why, once asked for; an earlier value can be taken into the form from here. */
export function SettingHistory<N extends SettingName>(props: SettingHistoryProps<N>) {
  const [open, setOpen] = useState(false);
  if (props.version === 0) return null;
  return (
    <details className="mt-5 border-t pt-3" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="focus-ring w-fit rounded-sm text-muted text-sm hover:text-strong touch:min-h-11">
        History, {props.version === 1 ? "1 change" : `${props.version} changes`}
      </summary>
      <div className="mt-3">{open && <Changes {...props} />}</div>
    </details>
  );
}
