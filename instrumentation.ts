/** Runs once when a web process starts, before it takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { openInstallation } = await import("@/domain/access/open-installation");
  const { ensureReadingQueues } = await import("@/domain/ingest/reading-jobs");
  await openInstallation();
  await ensureReadingQueues();
}
