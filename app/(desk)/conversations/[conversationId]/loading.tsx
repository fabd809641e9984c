import { PageSkeleton } from "@/components/access/page-skeleton";

export default function ConversationLoading() {
  return <PageSkeleton shape="text" />;
}
