"use client";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { NotebookPen } from "lucide-react";
import { useState } from "react";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { useShortcuts } from "@/components/keyboard/use-shortcuts";
import { fetchJson, problemText } from "@/components/query/fetch-json";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { templateListSchema } from "@/domain/decide/template-dto";

const templateOptions = queryOptions({
  queryKey: ["decide", "templates"],
  queryFn: ({ signal }) => fetchJson("/api/v1/templates", templateListSchema, { signal }),
  staleTime: 60_000,
});

/** Beginnings of notes, put where the caret of the note is. Without any there is nothing to see. */
export function NoteTemplates({ onInsert }: { onInsert: (text: string) => void }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery(templateOptions);
  const items = data?.items ?? [];
  useShortcuts(items.length > 0 ? { template: () => setOpen(true) } : {});
  if (error) return <p className="text-muted text-xs">The templates could not be read. {problemText(error)}</p>;
  if (items.length === 0) return null;
  return (
    <Menu
      open={open}
      onOpenChange={setOpen}
      align="start"
      trigger={
        <Button
          size="sm"
          variant="quiet"
          className="-ml-2 justify-self-start"
          icon={<NotebookPen aria-hidden size={14} />}
          kbd={shortcutKeys("template")}
        >
          Template
        </Button>
      }
      items={items.map(({ title, text }) => ({ label: title, onSelect: () => onInsert(text) }))}
    />
  );
}
