import type { Guard } from "@/lib/outbound/resolve-target";
import { sendRequest } from "@/lib/outbound/send-request";
import type { Sent } from "@/lib/outbound/sent";

/** Posts JSON to a receiver; see `sendRequest`. */
export function postJson(
  url: string,
  { headers, body }: { headers: Readonly<Record<string, string>>; body: string },
  guard: Guard,
): Promise<Sent> {
  return sendRequest(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body }, guard);
}
