"use client";
import { PageProblem } from "@/components/access/page-problem";

type Props = { error: Error & { digest?: string } };

export default function DeskErrorPage({ error }: Props) {
  return <PageProblem digest={error.digest} />;
}
