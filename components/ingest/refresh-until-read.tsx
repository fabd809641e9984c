"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Spinner } from "@/components/ui/spinner";

const EVERY_MS = 3_000;

/** Asks the server for the page again until the model has read the conversation; the parent then leaves this out. */
export function RefreshUntilRead() {
  const router = useRouter();
  // The external system is the worker that reads: nothing tells this page when it is done.
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <p role="status" className="flex items-center gap-2 text-muted">
      <Spinner />
      Stored. The model is reading it.
    </p>
  );
}
