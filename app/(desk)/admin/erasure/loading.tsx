import { PageSkeleton } from "@/components/access/page-skeleton";

export default function PeopleLoading() {
  return <PageSkeleton shape="rows" />;
}
