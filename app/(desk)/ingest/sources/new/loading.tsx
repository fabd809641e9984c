import { PageSkeleton } from "@/components/access/page-skeleton";

export default function NewSourceLoading() {
  return <PageSkeleton shape="rows" />;
}
