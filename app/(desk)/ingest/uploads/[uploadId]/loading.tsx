import { PageSkeleton } from "@/components/access/page-skeleton";

export default function UploadLoading() {
  return <PageSkeleton shape="text" />;
}
