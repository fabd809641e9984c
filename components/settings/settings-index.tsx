"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { problemText } from "@/components/query/fetch-json";
import { settingsOptions } from "@/components/settings/query-options";
import { SETTING_GROUPS } from "@/components/settings/setting-groups";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Setting } from "@/domain/settings/setting-dto";

function LastChange({ settings }: { settings: readonly Setting[] }) {
  const [last] = settings
    .filter(({ changedAt }) => changedAt !== null)
    .sort((a, b) => ((a.changedAt ?? "") < (b.changedAt ?? "") ? 1 : -1));
  if (!last?.changedAt) return <span className="text-faint text-xs">As delivered</span>;
  return (
    <span className="text-muted text-xs">
      {last.changedBy ?? "the command line"}, <TimeAgo at={last.changedAt} short />
    </span>
  );
}

/** The pages of the settings, with who changed something on them last. */
export function SettingsIndex() {
  const query = useQuery(settingsOptions());
  if (query.isError && query.data === undefined) {
    return (
      <Panel>
        <ErrorState
          title="The settings could not be read"
          whatToDo={problemText(query.error)}
          onRetry={() => void query.refetch()}
        />
      </Panel>
    );
  }
  const settings = query.data?.items;
  const rows = [
    ...SETTING_GROUPS,
    { slug: "history", label: "History", says: "Who changed which setting when, and why", names: [] },
  ];
  return (
    <Panel flush>
      <ul className="divide-y divide-line">
        {rows.map(({ slug, label, says, names }) => (
          <li key={slug}>
            <Link
              href={`/admin/settings/${slug}`}
              className="focus-inset flex min-h-14 items-center gap-4 px-4 py-2.5 hover:bg-hover"
            >
              <span className="grid min-w-0 flex-1 gap-x-4 sm:grid-cols-[10rem_minmax(0,1fr)] sm:items-baseline">
                <span className="font-medium text-sm text-strong">{label}</span>
                <span className="text-muted text-xs sm:text-sm">{says}</span>
              </span>
              {settings && names.length > 0 && (
                <LastChange settings={settings.filter(({ name }) => names.some((each) => each === name))} />
              )}
              <ChevronRight aria-hidden size={16} className="shrink-0 text-faint" />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
