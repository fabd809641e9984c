import type { ReactNode } from "react";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";

type AdminHeaderProps = {
  current: "people" | "model" | "rules";
  description: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
};

const TITLES = { people: "People", model: "Model", rules: "Offline rules" } as const;

/** The head of the admin pages, with the way between them. */
export function AdminHeader({ current, ...rest }: AdminHeaderProps) {
  return (
    <div className="grid gap-4">
      <PageHeader title={TITLES[current]} {...rest} />
      <LinkTabs
        label="Admin"
        items={[
          { href: "/admin", label: TITLES.people, current: current === "people" },
          { href: "/admin/model", label: TITLES.model, current: current === "model" },
          { href: "/admin/model/rules", label: TITLES.rules, current: current === "rules" },
        ]}
      />
    </div>
  );
}
