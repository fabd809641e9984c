import { PageSkeleton } from "@/components/access/page-skeleton";

export default function GoldLoading() {
  return <PageSkeleton shape="rows" />;
}
