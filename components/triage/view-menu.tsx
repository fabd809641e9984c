"use client";
import { Ellipsis } from "lucide-react";
import { canRemember } from "@/components/triage/first-view-cookie";
import { useChangeView } from "@/components/triage/use-change-view";
import { Button } from "@/components/ui/button";
import { Menu, type MenuItem } from "@/components/ui/menu";
import type { SavedView } from "@/domain/triage/views/saved-view";

type ViewMenuProps = {
  view: SavedView;
  mayLead: boolean;
  isFirst: boolean;
  onFirst: (id: string | null) => Promise<void>;
};

/** What can be done with the view that is shown. Loaded by the bar of views where one is. */
export function ViewMenu({ view, mayLead, isFirst, onFirst }: ViewMenuProps) {
  const { change, remove } = useChangeView();
  const mayChange = view.own || (view.shared && mayLead);
  const items: MenuItem[] = [
    ...(canRemember()
      ? [
          {
            label: isFirst ? "Begin with all cases" : "Begin with this view",
            onSelect: () => void onFirst(isFirst ? null : view.id),
          },
        ]
      : []),
    ...(mayChange && mayLead
      ? [
          {
            label: view.shared ? "Share no longer" : "Share with everybody",
            onSelect: () => change.mutate({ id: view.id, shared: !view.shared }),
          },
        ]
      : []),
    ...(mayChange ? [{ label: "Delete this view", danger: true, onSelect: () => remove.mutate(view.id) }] : []),
  ];
  return (
    <Menu
      align="start"
      items={items}
      trigger={
        <Button size="sm" variant="quiet" aria-label={`More about the view ${view.name}`} className="w-7 px-0">
          <Ellipsis aria-hidden size={14} />
        </Button>
      }
    />
  );
}
