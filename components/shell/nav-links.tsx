"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { shortcutKeys } from "@/components/keyboard/shortcuts";
import { isInRoom, NAV_ITEMS, type NavItemId } from "@/components/shell/nav-items";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";

type NavLinksProps = { items: readonly NavItemId[]; place: "rail" | "bar" };

const PLACES = {
  rail: {
    list: "grid gap-0.5",
    item: "min-w-0",
    link: "h-8 gap-2.5 rounded-md px-2 text-sm hover:bg-hover aria-[current=page]:bg-selected lg:max-xl:h-10 lg:max-xl:justify-center",
    label: "flex-1 lg:max-xl:sr-only",
  },
  bar: {
    list: "flex",
    item: "flex-auto",
    link: "h-14 flex-col justify-center gap-1 px-1.5 border-transparent border-t-2 text-2xs aria-[current=page]:border-accent",
    label: "whitespace-nowrap",
  },
};

/** The rooms as links; the one that is open is marked. In the rail on wide screens, in the bar below on phones. */
export function NavLinks({ items, place }: NavLinksProps) {
  const pathname = usePathname();
  const look = PLACES[place];
  return (
    <ul className={look.list}>
      {NAV_ITEMS.filter((item) => items.includes(item.id)).map((item) => (
        <li key={item.id} className={look.item}>
          <Link
            href={item.href}
            aria-current={isInRoom(pathname, item.href) ? "page" : undefined}
            title={item.label}
            className={cn(
              "group focus-inset flex items-center font-medium text-muted hover:text-strong aria-[current=page]:text-strong",
              look.link,
            )}
          >
            <item.icon
              aria-hidden
              size={place === "bar" ? 18 : 16}
              strokeWidth={1.75}
              className="shrink-0 group-aria-[current=page]:text-accent"
            />
            <span className={look.label}>{item.label}</span>
            {place === "rail" && (
              <Kbd
                keys={shortcutKeys(item.shortcut)}
                aria-hidden
                className="text-faint opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 lg:max-xl:hidden"
              />
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
