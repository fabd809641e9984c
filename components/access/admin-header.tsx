import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ADMIN_ROOMS, type AdminRoomId } from "@/components/access/admin-rooms";
import { PageHeader } from "@/components/ui/page-header";

type AdminHeaderProps = {
  current: AdminRoomId;
  /** For a page inside a room; else the room's own name. */
  title?: ReactNode;
  description?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
};

/** The head of an admin page. On narrow screens with the way back to the list of rooms, which wide ones have beside it. */
export function AdminHeader({ current, title, ...rest }: AdminHeaderProps) {
  const room = ADMIN_ROOMS.find(({ id }) => id === current);
  const [back, label] = title === undefined ? ["/admin", "Admin"] : [room?.href ?? "/admin", room?.label ?? "Admin"];
  return (
    <div className="grid gap-2">
      <Link
        href={back}
        className={`focus-ring tap -ml-1 inline-flex w-fit items-center gap-0.5 rounded-sm text-muted text-sm hover:text-strong ${title === undefined ? "lg:hidden" : ""}`}
      >
        <ChevronLeft aria-hidden size={16} />
        {label}
      </Link>
      <PageHeader title={title ?? room?.label} {...rest} />
    </div>
  );
}
