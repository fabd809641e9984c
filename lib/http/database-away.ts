/** Tells a database that is away, going down or full from one that refused what we asked. Pure. */

/** Prisma's codes for no connection, a lost one, no free one in time, and a transaction that ran out of time. */
const PRISMA_CODES = ["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"];
/** What @prisma/adapter-pg calls the same in raw queries, where Prisma's own code is always P2010. */
const ADAPTER_KINDS = ["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"];
/** SQLSTATE (PostgreSQL, appendix A): class 08 connection exception, too many connections, shutdown, crash, starting up. */
const SQL_STATES = /^(08[0-9A-Z]{3}|53300|57P0[123])$/;
const SOCKET_CODES = [
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
];
/** pg and pg-pool give these no code; they are compared whole, since a message may quote anything. */
const PG_MESSAGES = [
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
  "Connection terminated",
  "Connection terminated due to connection timeout",
  "Connection terminated unexpectedly",
  "timeout exceeded when trying to connect",
  "timeout expired",
];
/** How far a chain of causes is followed. */
const MAX_DEPTH = 5;

type Parts = {
  code?: unknown;
  kind?: unknown;
  originalCode?: unknown;
  cause?: unknown;
  meta?: unknown;
  message?: unknown;
};

function parts(value: unknown): Parts {
  return typeof value === "object" && value !== null ? value : {};
}

/** What Prisma keeps of the driver's own error; an empty object where there is none. */
export function driverCause(error: unknown): Parts {
  const { driverAdapterError } = parts(parts(error).meta) as { driverAdapterError?: unknown };
  return parts(parts(driverAdapterError).cause);
}

function saysAway({ code, kind, originalCode, message }: Parts): boolean {
  const states = [code, originalCode].filter((state) => typeof state === "string");
  return (
    states.some((state) => SQL_STATES.test(state) || PRISMA_CODES.includes(state) || SOCKET_CODES.includes(state)) ||
    ADAPTER_KINDS.some((known) => known === kind) ||
    PG_MESSAGES.some((known) => known === message)
  );
}

/** Whether the database could not be reached, was going down or had no connection free: worth a 503 and another try. */
export function isDatabaseAway(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < MAX_DEPTH && current instanceof Error; depth += 1) {
    if (saysAway(parts(current)) || saysAway(driverCause(current))) return true;
    current = current.cause;
  }
  return false;
}

/** Whether a transaction ran out of its own time (Prisma's P2028 with the time it took): the database is there. */
export function isTransactionTooLong(error: unknown): boolean {
  const { code, meta } = parts(error);
  const { timeTaken } = parts(meta) as { timeTaken?: unknown };
  return code === "P2028" && typeof timeTaken === "number";
}
