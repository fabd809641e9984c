import type { ReactNode } from "react";
import { AdminNav } from "@/components/access/admin-nav";
import { adminRoomsOf } from "@/components/access/admin-rooms";
import { findPageUser } from "@/components/access/page-user";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const user = await findPageUser();
  const rooms = user ? adminRoomsOf(user).map(({ id }) => id) : [];
  if (rooms.length < 2) return children;
  return (
    <div className="flex flex-1 lg:grid lg:grid-cols-[12rem_minmax(0,1fr)]">
      <div className="border-r px-4 py-8 max-lg:hidden print:hidden">
        <AdminNav rooms={rooms} />
      </div>
      <div className="flex min-w-0 flex-1 flex-col">{children}</div>
    </div>
  );
}
