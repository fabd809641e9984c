import { PageSkeleton } from "@/components/access/page-skeleton";

export default function LogReviewLoading() {
  return <PageSkeleton shape="rows" filters />;
}
