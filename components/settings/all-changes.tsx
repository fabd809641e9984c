"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { problemText } from "@/components/query/fetch-json";
import { ChangeList } from "@/components/settings/change-list";
import { settingChangesOptions } from "@/components/settings/query-options";
import { groupOf } from "@/components/settings/setting-groups";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { TextLink } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { SETTINGS } from "@/domain/settings/definitions";

/** Every change of every setting, newest first. */
export function AllChanges() {
  const query = useInfiniteQuery(settingChangesOptions(null));
  const changes = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Panel flush>
      {changes === undefined &&
        (query.isPending ? (
          <SkeletonRows rows={8} label="Loading the history" />
        ) : (
          <ErrorState
            title="The history could not be read"
            whatToDo={problemText(query.error)}
            onRetry={() => void query.refetch()}
          />
        ))}
      {changes?.length === 0 && (
        <EmptyState
          icon={<History />}
          title="Nobody has changed a setting"
          description="Everything is as delivered. The first change will be shown here, with who made it, when and why."
        />
      )}
      {changes !== undefined && changes.length > 0 && (
        <ChangeList
          changes={changes}
          hasMore={query.hasNextPage}
          loading={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
          nameOf={({ name }) => (
            <TextLink href={`/admin/settings/${groupOf(name).slug}`}>{SETTINGS[name].title}</TextLink>
          )}
        />
      )}
    </Panel>
  );
}
