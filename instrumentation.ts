/** Runs once when a web process starts, before it takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { openInstallation } = await import("@/domain/access/open-installation");
  const { ensureReadingQueues } = await import("@/domain/ingest/reading-jobs");
  await openInstallation();
  await ensureReadingQueues();
  await lookAtServers();
}

/**
 * A page that reads at once (POST /api/v1/classify) needs to know what the servers can do, as a worker does. A model file
 * is left alone: it is loaded when somebody asks for a reading, since most web processes never do.
 */
async function lookAtServers(): Promise<void> {
  const { chosen } = await import("@/inference/choose-engine");
  const { keepLookingAt } = await import("@/inference/endpoints/warm-up");
  const { loadEnv } = await import("@/lib/env/env");
  const { fleet } = chosen();
  if (fleet !== null && loadEnv().inferenceUrls.length > 0) void keepLookingAt(fleet, new AbortController().signal);
}
