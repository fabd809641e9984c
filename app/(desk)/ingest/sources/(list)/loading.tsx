import { PageSkeleton } from "@/components/access/page-skeleton";

export default function SourcesLoading() {
  return <PageSkeleton shape="rows" />;
}
