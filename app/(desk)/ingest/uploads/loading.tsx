import { PageSkeleton } from "@/components/access/page-skeleton";

export default function UploadsLoading() {
  return <PageSkeleton shape="rows" />;
}
