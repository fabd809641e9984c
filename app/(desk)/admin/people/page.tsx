import type { Metadata } from "next";
import { AddPerson } from "@/components/access/add-person";
import { AdminHeader } from "@/components/access/admin-header";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { PeopleTable } from "@/components/access/people-table";
import { Page } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { hasRight } from "@/domain/access/actor";
import { listUsers } from "@/domain/access/list-users";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const user = await requirePageUser("/admin/people");
  if (!hasRight(user, "people.manage")) return <NoAccess what="looking after people" />;
  const people = await listUsers(user);
  return (
    <Page>
      <AdminHeader
        current="people"
        description="Who may sign in to this desk, and what they may do."
        actions={<AddPerson />}
      />
      <Panel flush>
        <PeopleTable people={people} ownId={user.userId} />
      </Panel>
    </Page>
  );
}
