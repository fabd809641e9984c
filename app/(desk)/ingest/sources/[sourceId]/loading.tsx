import { PageSkeleton } from "@/components/access/page-skeleton";

export default function SourceLoading() {
  return <PageSkeleton shape="text" />;
}
