import { CaseSkeleton } from "@/components/decide/case-skeleton";

export default function CaseLoading() {
  return <CaseSkeleton />;
}
