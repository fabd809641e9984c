import { PageSkeleton } from "@/components/access/page-skeleton";

export default function AlertEndpointsLoading() {
  return <PageSkeleton shape="figures" />;
}
