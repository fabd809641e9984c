import type { ReactNode } from "react";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";

type IngestHeaderProps = { current: "paste" | "sources" | "uploads"; managesSources: boolean; actions?: ReactNode };

/** The head of the ingest pages, with the way between them for those who may use both. */
export function IngestHeader({ current, managesSources, actions }: IngestHeaderProps) {
  return (
    <div className="grid gap-4">
      <PageHeader title="Ingest" description="Bring conversations to the desk." actions={actions} />
      {managesSources && (
        <LinkTabs
          label="Ingest"
          items={[
            { href: "/ingest", label: "Paste", current: current === "paste" },
            { href: "/ingest/uploads", label: "Uploads", current: current === "uploads" },
            { href: "/ingest/sources", label: "Sources and keys", current: current === "sources" },
          ]}
        />
      )}
    </div>
  );
}
