import { PageSkeleton } from "@/components/access/page-skeleton";

export default function SearchLoading() {
  return <PageSkeleton shape="text" />;
}
