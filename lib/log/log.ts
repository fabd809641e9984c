import { pino } from "pino";

/**
 * The process log, JSON lines on standard error. Fields are ids, counts, codes and durations: never the text of a
 * message, a reflection, a raw output or a note.
 */
export const log = pino(
  {
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    level: process.env.NODE_ENV === "test" ? "silent" : "info",
  },
  pino.destination(2),
);
