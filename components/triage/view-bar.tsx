"use client";
import { useQuery } from "@tanstack/react-query";
import { BookmarkPlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState, useSyncExternalStore } from "react";
import { digitKeys } from "@/components/keyboard/shortcuts";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { filterQuery } from "@/components/triage/case-filters";
import { firstViewId, rememberFirstView } from "@/components/triage/first-view-cookie";
import { viewsOptions } from "@/components/triage/query-options";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { CaseFilter } from "@/domain/triage/case-filter";

const SaveViewDialog = dynamic(() =>
  import("@/components/triage/save-view-dialog").then((module) => module.SaveViewDialog),
);
const ViewMenu = dynamic(() => import("@/components/triage/view-menu").then((module) => module.ViewMenu));
/** Views with a key of their own. */
const WITH_KEY = 9;

function useFirstView() {
  const [changes, setChanges] = useState(0);
  const id = useSyncExternalStore(
    () => () => {},
    () => firstViewId(),
    () => null,
  );
  return {
    id,
    set: async (viewId: string | null) => {
      await rememberFirstView(viewId);
      setChanges(changes + 1);
    },
  };
}

type ViewBarProps = { chosen: CaseFilter; mayLead: boolean; onShow: (filters: CaseFilter) => void };

/** The views to switch between, by click or by number, and the way to keep what is shown now as one. */
export function ViewBar({ chosen, mayLead, onShow }: ViewBarProps) {
  const views = useQuery(viewsOptions()).data?.items ?? [];
  const [saving, setSaving] = useState(false);
  const first = useFirstView();
  const now = filterQuery(chosen);
  const current = views.find(({ filters }) => filterQuery(filters) === now);
  useShortcuts({
    view: (digit) => {
      const view = views[(digit ?? 0) - 1];
      if (view) onShow(view.filters);
    },
  });
  const maySave = now !== "" && current === undefined;
  if (views.length === 0 && !maySave) return null;
  return (
    <nav aria-label="Views" className="flex flex-wrap items-center gap-1.5 border-b px-4 py-2 print:hidden">
      {views.map((view, index) => (
        <Button
          key={view.id}
          size="sm"
          variant={view === current ? "default" : "quiet"}
          aria-pressed={view === current}
          title={view.own ? undefined : `Shared by ${view.owner}`}
          onClick={() => onShow(view === current ? {} : view.filters)}
        >
          {view.name}
          {index < WITH_KEY && <Kbd keys={digitKeys(index + 1)} aria-hidden className="ml-1 max-md:hidden" />}
        </Button>
      ))}
      {current !== undefined && (
        <ViewMenu view={current} mayLead={mayLead} isFirst={first.id === current.id} onFirst={first.set} />
      )}
      {maySave && (
        <Button size="sm" variant="quiet" icon={<BookmarkPlus aria-hidden size={14} />} onClick={() => setSaving(true)}>
          Save as a view
        </Button>
      )}
      {saving && <SaveViewDialog filters={chosen} mayLead={mayLead} onClose={() => setSaving(false)} />}
    </nav>
  );
}
