import type { LookupFunction } from "node:net";
import { Agent, request } from "undici";
import { urlProblem } from "@/lib/outbound/check-url";
import { type Guard, resolveTarget, TargetRefused } from "@/lib/outbound/resolve-target";
import { SEND_TIMEOUT_MS, type Sent, sendFailure } from "@/lib/outbound/sent";

/** Of what a receiver answers no more is read than this, in bytes. */
const READ_BYTES = 4_096;
const SHOWN_CHARACTERS = 300;
const LONGEST_WAIT_SECONDS = 24 * 60 * 60;

/** The lookup of a connection: what was resolved and permitted is what is connected to. */
function permittedLookup(addresses: readonly { address: string; family: number }[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (first === undefined) return callback(new TargetRefused("There is no address to connect to."), "", 0);
    if (options.all) return callback(null, [...addresses]);
    callback(null, first.address, first.family);
  };
}

function retryAfterSeconds(header: string | string[] | undefined, now: number): number | null {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return null;
  const seconds = /^\d{1,9}$/.test(text.trim()) ? Number(text) : (Date.parse(text) - now) / 1_000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), LONGEST_WAIT_SECONDS) : null;
}

async function beginning(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= READ_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8").slice(0, SHOWN_CHARACTERS);
}

function failureOf(status: number): string {
  if (status >= 300 && status < 400) return `It answered ${status}, a redirect, which is not followed.`;
  return status === 410 ? "It answered 410: it wants no more messages." : `It answered ${status}.`;
}

/**
 * Sends a request to a receiver: to public hosts by HTTPS, and to hosts in allowed networks. Redirects are not followed,
 * and what it answers beyond its status is not kept. Never throws for what the receiver does.
 */
export async function sendRequest(
  url: string,
  message: { method: "POST" | "PUT"; headers: Readonly<Record<string, string>>; body: string },
  guard: Guard,
): Promise<Sent> {
  const signal = AbortSignal.timeout(SEND_TIMEOUT_MS);
  let agent: Agent | null = null;
  try {
    const problem = urlProblem(url);
    if (problem !== null) throw new TargetRefused(problem);
    const { hostname, protocol } = new URL(url);
    const addresses = await resolveTarget(hostname.replace(/^\[|\]$/g, ""), protocol === "https:", guard);
    agent = new Agent({ connect: { lookup: permittedLookup(addresses), timeout: SEND_TIMEOUT_MS }, pipelining: 0 });
    const { method, body } = message;
    const headers = { "user-agent": "Vigil", ...message.headers };
    const answer = await request(url, { method, headers, body, dispatcher: agent, signal });
    const status = answer.statusCode;
    const said = await beginning(answer.body).catch(() => "");
    if (status >= 200 && status < 300) return { ok: true, status, said };
    const wait = retryAfterSeconds(answer.headers["retry-after"], Date.now());
    return { ok: false, gone: status === 410, status, error: failureOf(status), retryAfterSeconds: wait, said };
  } catch (error) {
    return sendFailure(error);
  } finally {
    await agent?.destroy().catch(() => {});
  }
}
