import type { Metadata } from "next";
import { SetupForm } from "@/components/access/setup-form";
import { AuthCard } from "@/components/shell/auth-card";
import { LinkButton } from "@/components/ui/link-button";
import { MIN_PASSWORD_LENGTH } from "@/domain/access/auth";
import { isFirstAdminLinkOpen } from "@/domain/access/first-admin";

// The address holds the one-time token: it must not travel to other sites.
export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SetupPage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (typeof token === "string" && token !== "" && (await isFirstAdminLinkOpen(token))) {
    return (
      <AuthCard
        title="Welcome to Vigil"
        description="Make the first account. It can add everybody else, and take part in reviews."
        footer="This link works once."
      >
        <SetupForm token={token} minPasswordLength={MIN_PASSWORD_LENGTH} />
      </AuthCard>
    );
  }
  return (
    <AuthCard title="This link does not work any more">
      <p className="text-pretty">
        A set-up link works once, for 24 hours, and only while nobody has an account. This one was used, is too old, or
        was replaced by a newer one.
      </p>
      <p className="text-pretty text-muted">
        If the desk has no account yet, start Vigil again: it prints a new link. Otherwise sign in.
      </p>
      <LinkButton href="/sign-in" variant="primary">
        Go to sign in
      </LinkButton>
    </AuthCard>
  );
}
