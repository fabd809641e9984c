import {
  ChartNoAxesColumn,
  type LucideIcon,
  MessagesSquare,
  ScrollText,
  Settings2,
  SquareStack,
  Upload,
} from "lucide-react";
import type { ShortcutId } from "@/components/keyboard/shortcuts";

export type NavItemId = "triage" | "conversations" | "ingest" | "measure" | "audit" | "admin";

export type NavItem = { id: NavItemId; href: string; label: string; icon: LucideIcon; shortcut: ShortcutId };

/** The rooms of the desk, in the order a conversation passes through them. */
export const NAV_ITEMS: readonly NavItem[] = [
  { id: "triage", href: "/triage", label: "Triage", icon: SquareStack, shortcut: "go-triage" },
  {
    id: "conversations",
    href: "/conversations",
    label: "Conversations",
    icon: MessagesSquare,
    shortcut: "go-conversations",
  },
  { id: "ingest", href: "/ingest", label: "Ingest", icon: Upload, shortcut: "go-ingest" },
  { id: "measure", href: "/measure", label: "Measure", icon: ChartNoAxesColumn, shortcut: "go-measure" },
  { id: "audit", href: "/audit", label: "Audit", icon: ScrollText, shortcut: "go-audit" },
  { id: "admin", href: "/admin", label: "Admin", icon: Settings2, shortcut: "go-admin" },
];

/** Whether a path lies in a room: the room itself or anything below it. Cases belong to triage. */
export function isInRoom(pathname: string, href: string): boolean {
  const inside = (root: string) => pathname === root || pathname.startsWith(`${root}/`);
  return inside(href) || (href === "/triage" && inside("/cases"));
}
