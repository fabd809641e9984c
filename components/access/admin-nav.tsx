"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { ADMIN_ROOMS, type AdminRoomId, adminRoomAt } from "@/components/access/admin-rooms";

const SECTIONS = [...new Set(ADMIN_ROOMS.map(({ section }) => section))];

/** The rooms of the admin area beside the one that is open. On wide screens alone: phones have the list of /admin. */
export function AdminNav({ rooms }: { rooms: readonly AdminRoomId[] }) {
  const current = adminRoomAt(usePathname());
  const open = ADMIN_ROOMS.filter(({ id }) => rooms.includes(id));
  return (
    <nav aria-label="Admin" className="sticky top-8 grid gap-5">
      {SECTIONS.map((section) => {
        const items = open.filter((room) => room.section === section);
        if (items.length === 0) return null;
        return (
          <div key={section} className="grid gap-1">
            <p className="eyebrow px-2">{section}</p>
            <ul className="grid gap-0.5">
              {items.map(({ id, href, label }) => (
                <li key={id}>
                  <Link
                    href={href}
                    aria-current={current === id ? "page" : undefined}
                    className="focus-inset tap flex h-8 items-center rounded-md px-2 font-medium text-muted text-sm hover:bg-hover hover:text-strong aria-[current=page]:bg-selected aria-[current=page]:text-strong"
                  >
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}
