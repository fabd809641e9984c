import { PageSkeleton } from "@/components/access/page-skeleton";

export default function OfflineRulesLoading() {
  return <PageSkeleton shape="text" />;
}
