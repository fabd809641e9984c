import type { ReactNode } from "react";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";

type MeasureHeaderProps = {
  current: "decisions" | "sampling" | "evaluate" | "shadow" | "gold";
  description: ReactNode;
};

/** The head of the measure pages, with the way between them. */
export function MeasureHeader({ current, description }: MeasureHeaderProps) {
  return (
    <div className="grid gap-4">
      <PageHeader title="Measure" description={description} />
      <LinkTabs
        label="Measure"
        items={[
          { href: "/measure", label: "Decisions", current: current === "decisions" },
          { href: "/measure/sampling", label: "Sampling", current: current === "sampling" },
          { href: "/measure/evaluate", label: "Evaluate", current: current === "evaluate" },
          { href: "/measure/shadow", label: "Shadow runs", current: current === "shadow" },
          { href: "/measure/gold", label: "Reference cases", current: current === "gold" },
        ]}
      />
    </div>
  );
}
