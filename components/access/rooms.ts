import { NAV_ITEMS, type NavItemId } from "@/components/shell/nav-items";
import { hasRight, type Right, type UserActor } from "@/domain/access/actor";

/** The right that opens each room of the desk. */
const KEYS: Record<NavItemId, Right> = {
  triage: "case.read",
  conversations: "conversation.read",
  ingest: "conversation.submit",
  measure: "measure.read",
  audit: "audit.read",
  admin: "settings.read",
};

/** The rooms this person may enter, in the order of the desk. */
export function roomsOf(user: UserActor): NavItemId[] {
  return NAV_ITEMS.map((item) => item.id).filter((id) => hasRight(user, KEYS[id]));
}

/** Where this person begins: the first room they may enter. Everybody has one, since every role opens some room. */
export function firstRoomOf(user: UserActor): string {
  const [first] = roomsOf(user);
  return NAV_ITEMS.find((item) => item.id === first)?.href ?? "/account";
}
