import { TargetRefused } from "@/lib/outbound/resolve-target";

/** How long, in milliseconds, a receiver may take in all. */
export const SEND_TIMEOUT_MS = 15_000;

/**
 * How a try to send ended. `gone`: the receiver wants nothing more. `error` is in our words: never what came back.
 * `said` is the beginning of what came back, for the admin who is testing; it is not kept.
 */
export type Sent =
  | { ok: true; status: number | null; said: string }
  | { ok: false; gone: boolean; status: number | null; error: string; retryAfterSeconds: number | null; said: string };

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "it broke the connection off",
  UND_ERR_SOCKET: "it broke the connection off",
  ENOTFOUND: "there is no host of this name",
  EAI_AGAIN: "the name of the host could not be looked up",
  ENETUNREACH: "its network cannot be reached",
  EHOSTUNREACH: "its host cannot be reached",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "nobody vouches for its certificate",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host",
  EAUTH: "it did not accept the user name and password",
  EENVELOPE: "it did not accept the sender or a recipient",
};
const TIMEOUTS = ["TimeoutError", "AbortError", "ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT"];

function namesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const code = "code" in error && typeof error.code === "string" ? [error.code] : [];
  return [...code, error.name, ...namesOf(error.cause)];
}

/** Why nothing could be sent, from what was thrown: in words of our own, since a receiver's may hold anything. */
export function sendFailure(error: unknown): Extract<Sent, { ok: false }> {
  const names = namesOf(error);
  const known = names.map((name) => CODES[name]).find((words) => words !== undefined);
  const late = names.some((name) => TIMEOUTS.includes(name));
  const why = known ?? (late ? `it did not answer within ${SEND_TIMEOUT_MS / 1_000} s` : "the connection failed");
  const text = error instanceof TargetRefused ? error.message : `Not sent: ${why}.`;
  return { ok: false, gone: false, status: null, error: text, retryAfterSeconds: null, said: "" };
}
