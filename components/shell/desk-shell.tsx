import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { DeskKeys } from "@/components/shell/desk-keys";
import type { NavItemId } from "@/components/shell/nav-items";
import { NavLinks } from "@/components/shell/nav-links";
import { type DeskUser, UserMenu } from "@/components/shell/user-menu";
import { LogoMark, Wordmark } from "@/components/shell/wordmark";

type DeskShellProps = {
  user: DeskUser;
  /** The rooms this person may enter. */
  items: readonly NavItemId[];
  /** A line above every page, for what holds everywhere: "Readings are provisional: no model server is connected." */
  notice?: ReactNode;
  /** The way to the alerts. */
  bell?: ReactNode;
  children: ReactNode;
};

/** The frame around every page of the desk: rail on wide screens, bars above and below on phones. */
export function DeskShell({ user, items, notice, bell, children }: DeskShellProps) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[auto_minmax(0,1fr)] print:block">
      <a
        href="#main"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-accent-contrast focus:translate-y-0 print:hidden"
      >
        Skip to content
      </a>

      <aside className="sticky top-0 flex h-dvh w-14 flex-col border-r max-lg:hidden xl:w-52 print:hidden">
        <Link href="/" className="focus-inset flex h-14 items-center px-4 lg:max-xl:justify-center lg:max-xl:px-0">
          <Wordmark className="lg:max-xl:hidden" />
          <LogoMark className="xl:hidden" />
          <span className="sr-only xl:hidden">Vigil</span>
        </Link>
        <nav aria-label="Desk" className="flex-1 overflow-y-auto px-2 py-1">
          <NavLinks items={items} place="rail" />
        </nav>
        <div className="flex items-center gap-1 border-t p-2 lg:max-xl:flex-col">
          <UserMenu user={user} />
          {bell}
          <DeskKeys items={items} finds={user.finds} />
        </div>
      </aside>

      <header className="sticky top-0 z-30 flex h-12 items-center justify-between border-b bg-canvas pr-2 pl-4 lg:hidden print:hidden">
        <Link href="/" className="focus-ring rounded-sm">
          <Wordmark />
        </Link>
        <div className="flex items-center gap-1">
          {bell}
          <UserMenu user={user} compact />
        </div>
      </header>

      <div className="flex min-w-0 flex-col max-lg:min-h-[calc(100dvh-3rem)] max-lg:pb-14">
        {notice !== undefined && notice !== null && (
          <section
            aria-label="Notice"
            className="flex items-start gap-2 border-warn-line border-b bg-warn-soft px-4 py-2 text-default text-xs md:px-8 print:hidden"
          >
            <TriangleAlert aria-hidden size={14} className="mt-px shrink-0 text-warn" />
            <div className="min-w-0 flex-1">{notice}</div>
          </section>
        )}
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          {children}
        </main>
      </div>

      <nav
        aria-label="Desk"
        className="fixed inset-x-0 bottom-0 z-30 border-t bg-canvas pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
      >
        <NavLinks items={items} place="bar" />
      </nav>
    </div>
  );
}
