"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { type EarlierItem, EarlierList } from "@/components/decide/earlier-list";
import { earlierOptions } from "@/components/decide/earlier-query";
import { EarlierWords } from "@/components/decide/earlier-words";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";

/** The button that says whether this person has written before, and the drawer in which it can be read. */
export function EarlierDrawer({ caseId }: { caseId: string }) {
  const [open, setOpen] = useState(false);
  const [read, setRead] = useState<EarlierItem | null>(null);
  const { data } = useInfiniteQuery(earlierOptions(caseId));
  const count = data?.pages.reduce((sum, { items }) => sum + items.length, 0);
  const more = data?.pages.at(-1)?.nextCursor ? "+" : "";
  const show = () => {
    setRead(null);
    setOpen(true);
  };
  useShortcuts({ earlier: show });
  return (
    <>
      <Button size="sm" icon={<History aria-hidden size={14} />} kbd={shortcutKeys("earlier")} onClick={show}>
        Earlier conversations
        {count !== undefined && (
          <span className="tnum text-muted">
            <span className="sr-only">: </span>
            {count}
            {more}
          </span>
        )}
      </Button>
      <Drawer
        open={open}
        onOpenChange={setOpen}
        title="Earlier conversations"
        description="Of the same people on the same source, newest first. Opening one is recorded."
      >
        {read === null ? (
          <EarlierList caseId={caseId} onOpen={setRead} />
        ) : (
          <EarlierWords key={read.id} item={read} onBack={() => setRead(null)} />
        )}
      </Drawer>
    </>
  );
}
