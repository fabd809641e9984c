import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { AlertsView } from "@/components/alerts/alerts-view";
import { hasRight } from "@/domain/access/actor";

export const metadata: Metadata = { title: "Alerts" };

export default async function AlertsPage() {
  const user = await requirePageUser("/alerts");
  if (!hasRight(user, "alert.read")) return <NoAccess what="reading alerts" />;
  return <AlertsView mayAnswer={hasRight(user, "alert.acknowledge")} maySetUp={hasRight(user, "settings.manage")} />;
}
