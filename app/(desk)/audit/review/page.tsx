import type { Metadata } from "next";
import { NoAccess } from "@/components/access/no-access";
import { requirePageUser } from "@/components/access/page-user";
import { LogReviewView } from "@/components/audit/log-review";
import { LinkButton } from "@/components/ui/link-button";
import { Page, PageHeader } from "@/components/ui/page-header";
import { hasRight } from "@/domain/access/actor";
import { getLogReview } from "@/domain/access/get-log-review";

export const metadata: Metadata = { title: "Log review" };

export default async function LogReviewPage() {
  const user = await requirePageUser("/audit/review");
  if (!hasRight(user, "audit.read")) return <NoAccess what="reading the audit log" />;
  const review = await getLogReview(user);
  return (
    <Page>
      <PageHeader
        title="Log review"
        description="What happened since somebody last looked. A sign-off is kept for ever, and is an entry of the log itself."
        actions={<LinkButton href="/audit">All entries</LinkButton>}
      />
      <LogReviewView review={review} />
    </Page>
  );
}
