import type { Metadata } from "next";
import { ChangePassword } from "@/components/access/change-password";
import { requirePageUser } from "@/components/access/page-user";
import { ROLE_NAMES } from "@/components/access/role-choices";
import { DescriptionList } from "@/components/ui/description-list";
import { Page, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { PreferencesForm } from "@/components/wellbeing/preferences-form";
import { hasRight } from "@/domain/access/actor";
import { MIN_PASSWORD_LENGTH } from "@/domain/access/auth";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const user = await requirePageUser("/account");
  return (
    <Page width="narrow">
      <PageHeader title="Your account" description="An admin can change your name and roles." />
      <Panel title="You">
        <DescriptionList
          items={[
            { term: "Name", detail: user.name },
            { term: "E-mail address", detail: user.email },
            { term: "Roles", detail: user.roles.map((role) => ROLE_NAMES[role]).join(", ") },
          ]}
        />
      </Panel>
      <Panel title="How the desk treats you" description="Yours alone: nobody else sees what you choose.">
        <PreferencesForm reviews={hasRight(user, "case.claim")} />
      </Panel>
      <Panel title="Password">
        <ChangePassword minPasswordLength={MIN_PASSWORD_LENGTH} />
      </Panel>
    </Page>
  );
}
