import { PageSkeleton } from "@/components/access/page-skeleton";

export default function ModelLoading() {
  return <PageSkeleton shape="figures" />;
}
