import type { Guard } from "@/lib/outbound/resolve-target";
import { sendRequest } from "@/lib/outbound/send-request";
import type { Sent } from "@/lib/outbound/sent";

/** Puts a text under an address, as object stores take it; as guarded as every message. Never throws for the receiver. */
export function putText(url: string, text: string, guard: Guard): Promise<Sent> {
  return sendRequest(
    url,
    { method: "PUT", headers: { "content-type": "text/plain; charset=utf-8" }, body: text },
    guard,
  );
}
