import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { findPageUser } from "@/components/access/page-user";
import { safeNext } from "@/components/access/safe-next";
import { SignInForm } from "@/components/access/sign-in-form";
import { AuthCard } from "@/components/shell/auth-card";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const next = safeNext((await searchParams).next);
  if (await findPageUser()) redirect(next);
  return (
    <AuthCard
      title="Sign in"
      description="The review desk for crisis signals."
      footer="No account, or a lost password? An admin of this desk can help."
    >
      <SignInForm next={next} />
    </AuthCard>
  );
}
