import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { AdminRoom, AdminRoomId } from "@/components/access/admin-rooms";
import type { RoomState } from "@/components/access/admin-state";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";

type AdminHomeProps = { rooms: readonly AdminRoom[]; states: ReadonlyMap<AdminRoomId, RoomState> };

/** Every room of the admin area, with how it stands. */
export function AdminHome({ rooms, states }: AdminHomeProps) {
  const sections = [...new Set(rooms.map(({ section }) => section))];
  return sections.map((section) => (
    <Panel key={section} flush title={section}>
      <ul className="divide-y divide-line">
        {rooms
          .filter((room) => room.section === section)
          .map(({ id, href, label, says }) => {
            const state = states.get(id);
            return (
              <li key={id}>
                <Link href={href} className="focus-inset flex min-h-14 items-center gap-4 px-4 py-2.5 hover:bg-hover">
                  <span className="grid min-w-0 flex-1 gap-x-4 sm:grid-cols-[10rem_minmax(0,1fr)] sm:items-baseline">
                    <span className="font-medium text-sm text-strong">{label}</span>
                    <span className="text-muted text-xs sm:text-sm">{says}</span>
                  </span>
                  {state && (
                    <Badge tone={state.wantsLook ? "warn" : "neutral"} className="max-w-80 truncate max-sm:max-w-36">
                      {state.says}
                    </Badge>
                  )}
                  <ChevronRight aria-hidden size={16} className="shrink-0 text-faint" />
                </Link>
              </li>
            );
          })}
      </ul>
    </Panel>
  ));
}
