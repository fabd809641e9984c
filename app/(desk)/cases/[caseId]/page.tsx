import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { CaseScreen } from "@/components/decide/case-screen";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Case" };

export default async function CasePage({ params }: { params: Promise<{ caseId: string }> }) {
  const { caseId } = await params;
  const user = await requirePageUser(`/cases/${caseId}`);
  if (!hasRight(user, "case.read")) return <NoAccess what="reviewing cases" />;
  return <CaseScreen mayTakeEscalated={user.roles.some((role) => role === "lead" || role === "admin")} />;
}
