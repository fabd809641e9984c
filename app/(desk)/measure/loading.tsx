import { PageSkeleton } from "@/components/access/page-skeleton";

export default function MeasureLoading() {
  return <PageSkeleton shape="figures" filters />;
}
