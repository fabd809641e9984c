/**
 * For a program that Vigil's start runs, or that runs by itself: calls `stop` once, when asked to end (SIGTERM, Ctrl-C,
 * a closed terminal) or when the process that started it is gone, and then exits. A second signal, or `graceMs`
 * without an end, exits at once.
 */
export function onShutdown(stop: (reason: string) => Promise<void>, graceMs: number): void {
  let asked = false;
  const shutDown = (reason: string) => {
    if (asked) {
      if (reason !== "disconnect") process.exit(1);
      return;
    }
    asked = true;
    setTimeout(() => process.exit(1), graceMs).unref();
    stop(reason).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => shutDown(signal));
  // Without a channel the program was started by hand and outlives its terminal's other programs as usual.
  if (process.connected) process.on("disconnect", () => shutDown("disconnect"));
}
