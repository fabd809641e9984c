/** The rooms of the admin area, once: the list on its first page, the way between them, and who may enter. Pure. */
import { hasRight, type Right, type UserActor } from "@/domain/access/actor";

type AdminRoomRow = {
  id: string;
  href: string;
  label: string;
  /** What it is for, in a line. */
  says: string;
  right: Right;
  section: string;
};

export const ADMIN_ROOMS = [
  {
    id: "people",
    href: "/admin/people",
    label: "People",
    says: "Who may sign in, and what they may do",
    right: "people.manage",
    section: "Who and where",
  },
  {
    id: "sources",
    href: "/ingest/sources",
    label: "Sources",
    says: "Where conversations come from",
    right: "source.manage",
    section: "Who and where",
  },
  {
    id: "model",
    href: "/admin/model",
    label: "Model",
    says: "What reads conversations, and how it is doing",
    right: "model.manage",
    section: "Reading",
  },
  {
    id: "rules",
    href: "/admin/model/rules",
    label: "Offline rules",
    says: "What reads while no model does",
    right: "model.manage",
    section: "Reading",
  },
  {
    id: "settings",
    href: "/admin/settings",
    label: "Settings",
    says: "Tiers and limits, second looks, actions, wellbeing, alerts",
    right: "settings.read",
    section: "Review",
  },
  {
    id: "alerts",
    href: "/admin/alerts",
    label: "Where alerts go",
    says: "Who is told outside the browser when somebody is needed",
    right: "settings.manage",
    section: "Review",
  },
  {
    id: "policies",
    href: "/admin/policies",
    label: "Policies",
    says: "What reviewers are asked to do, beside the cases it is about",
    right: "policy.read",
    section: "Review",
  },
  {
    id: "gold",
    href: "/measure/gold",
    label: "Reference cases",
    says: "Conversations whose answer is known, mixed in unseen",
    right: "measure.read",
    section: "Review",
  },
  {
    id: "erasure",
    href: "/admin/erasure",
    label: "Erasure",
    says: "Forget a person, and keep what the law asks to keep",
    right: "privacy.manage",
    section: "Who and where",
  },
] as const satisfies readonly AdminRoomRow[];

export type AdminRoom = (typeof ADMIN_ROOMS)[number];
export type AdminRoomId = AdminRoom["id"];

/** The rooms this person may enter, in their order. */
export function adminRoomsOf(user: UserActor): AdminRoom[] {
  return ADMIN_ROOMS.filter(({ right }) => hasRight(user, right));
}

/** The room that a path lies in: the one with the longest address, since rooms may lie inside each other. */
export function adminRoomAt(pathname: string): AdminRoomId | null {
  const inside = ADMIN_ROOMS.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return inside.sort((a, b) => b.href.length - a.href.length)[0]?.id ?? null;
}
