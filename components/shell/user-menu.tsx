"use client";
import { ChevronsUpDown, LogOut } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { TextLink } from "@/components/ui/link-button";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { RestMenu } from "@/components/wellbeing/rest-menu";

export type DeskUser = {
  name: string;
  email: string;
  roles: readonly string[];
  /** Whether they take cases, and whether they may look for conversations. */
  reviews: boolean;
  finds: boolean;
};

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => Array.from(word ?? "")[0] ?? "",
  );
  return letters.join("").toLocaleUpperCase();
}

/** Who is signed in and as what, the colour theme, and the way out. */
export function UserMenu({ user, compact = false }: { user: DeskUser; compact?: boolean }) {
  const id = useId();
  const [leaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function signOut() {
    setLeaving(true);
    setProblem(null);
    try {
      const answer = await fetch("/api/auth/sign-out", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      window.location.assign("/sign-in");
    } catch (error) {
      setLeaving(false);
      const why = error instanceof Error ? error.message : "no answer";
      setProblem(`You are still signed in: ${why}. Try again.`);
    }
  }

  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`Account: ${user.name}`}
        className={cn(
          buttonStyle("quiet"),
          compact
            ? "w-9 px-0"
            : "h-10 min-w-0 flex-1 justify-start px-2 lg:max-xl:w-10 lg:max-xl:flex-none lg:max-xl:justify-center",
        )}
      >
        <span className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-2xs text-accent">
          {initials(user.name)}
        </span>
        {!compact && (
          <>
            <span className="min-w-0 flex-1 truncate text-left lg:max-xl:hidden">{user.name}</span>
            <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-faint lg:max-xl:hidden" />
          </>
        )}
      </button>
      {/* The browser's own popover, in a known corner: no script, and it closes on Escape and on a press outside. */}
      <section
        id={id}
        popover="auto"
        aria-label="Account"
        className={cn(
          "fixed m-0 w-64 gap-3 rounded-lg border bg-raised p-4 text-default text-sm shadow-float open:grid",
          compact ? "top-13 right-2 left-auto" : "top-auto bottom-16 left-2 lg:max-xl:bottom-24",
        )}
      >
        <div className="grid gap-0.5">
          <p className="wrap-anywhere font-medium text-strong">{user.name}</p>
          <p className="wrap-anywhere text-muted text-xs">{user.email}</p>
          <p className="text-muted text-xs">{user.roles.join(", ")}</p>
        </div>
        <div className="flex items-center justify-between gap-4 border-t pt-3">
          <span className="text-muted text-xs">Theme</span>
          <ThemeToggle />
        </div>
        {user.reviews && <RestMenu />}
        <TextLink href="/account" className="text-sm">
          Your account and preferences
        </TextLink>
        {problem !== null && (
          <p role="alert" className="text-danger text-xs">
            {problem}
          </p>
        )}
        <Button icon={<LogOut aria-hidden size={14} />} loading={leaving} onClick={() => void signOut()}>
          Sign out
        </Button>
      </section>
    </>
  );
}
