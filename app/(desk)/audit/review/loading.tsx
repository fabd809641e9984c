import { PageSkeleton } from "@/components/access/page-skeleton";

export default function AuditLoading() {
  return <PageSkeleton shape="rows" filters />;
}
