import type { Metadata } from "next";
import { AdminHome } from "@/components/access/admin-home";
import { adminRoomsOf } from "@/components/access/admin-rooms";
import { loadAdminState } from "@/components/access/admin-state";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { Page, PageHeader } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Admin" };

export default async function AdminPage() {
  const user = await requirePageUser("/admin");
  if (!hasRight(user, "settings.read")) return <NoAccess what="looking after the desk" />;
  const rooms = adminRoomsOf(user);
  const states = await loadAdminState(
    user,
    rooms.map(({ id }) => id),
  );
  return (
    <Page>
      <PageHeader title="Admin" description="The rooms in which this desk is looked after, and how each stands." />
      <AdminHome rooms={rooms} states={states} />
    </Page>
  );
}
