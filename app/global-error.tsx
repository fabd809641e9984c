"use client";
import "./globals.css";
import { PageProblem } from "@/components/access/page-problem";

type Props = { error: Error & { digest?: string } };

/** When even the root layout fails: it brings its own document. */
export default function GlobalErrorPage({ error }: Props) {
  return (
    <html lang="en">
      <body>
        <title>Vigil</title>
        <main className="grid min-h-dvh">
          <PageProblem digest={error.digest} />
        </main>
      </body>
    </html>
  );
}
