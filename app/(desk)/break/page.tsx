import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { BreakView } from "@/components/wellbeing/break-view";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Break" };

export default async function BreakPage() {
  const user = await requirePageUser("/break");
  return hasRight(user, "case.claim") ? <BreakView /> : <NoAccess what="reviewing cases" />;
}
