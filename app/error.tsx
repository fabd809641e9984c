"use client";
import { PageProblem } from "@/components/access/page-problem";

type Props = { error: Error & { digest?: string } };

export default function AppErrorPage({ error }: Props) {
  return (
    <main className="grid min-h-dvh">
      <PageProblem digest={error.digest} />
    </main>
  );
}
