import { PageSkeleton } from "@/components/access/page-skeleton";

export default function AdminLoading() {
  return <PageSkeleton shape="rows" />;
}
