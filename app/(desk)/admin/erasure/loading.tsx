import { PageSkeleton } from "@/components/access/page-skeleton";

export default function ErasureLoading() {
  return <PageSkeleton shape="rows" />;
}
