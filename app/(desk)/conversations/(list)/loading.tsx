import { PageSkeleton } from "@/components/access/page-skeleton";

export default function ConversationsLoading() {
  return <PageSkeleton shape="rows" filters />;
}
