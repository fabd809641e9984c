import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { classifyAddress } from "@/lib/outbound/address-guard";

export type Resolved = { address: string; family: number };
/** Asks for all addresses of a name. Replaced by tests, which need names that lead to more than one place. */
export type Resolve = (hostname: string) => Promise<readonly Resolved[]>;

const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

/** Nothing was sent, because the target is not one that may be sent to. The message is fit to be shown. */
export class TargetRefused extends Error {
  readonly code = "ETARGETREFUSED";
}

/** What may be sent to: how names are resolved, and the networks (CIDR) that are fine although they are not public. */
export type Guard = { allowedNetworks: readonly string[]; resolve?: Resolve };

const NOT_PUBLIC = "The host leads to an address that is not public. An admin can allow its network in the settings.";
const NOT_SECURE = "Outside of allowed networks messages go out encrypted only.";

/**
 * The addresses of a host that may be connected to. Whoever connects takes one of these and asks no second time: a name
 * may be made to lead elsewhere in between.
 * @param secure whether the connection is encrypted; one that is not stays within allowed networks
 * @throws TargetRefused when there is none; what the resolver throws
 */
export async function resolveTarget(hostname: string, secure: boolean, guard: Guard): Promise<Resolved[]> {
  const family = isIP(hostname);
  const found = family > 0 ? [{ address: hostname, family }] : await (guard.resolve ?? systemResolve)(hostname);
  const judged = found.map((each) => ({ ...each, is: classifyAddress(each.address, guard.allowedNetworks) }));
  const permitted = judged.filter(({ is }) => is === "allowed" || (is === "public" && secure));
  if (permitted.length === 0)
    throw new TargetRefused(judged.some(({ is }) => is === "public") ? NOT_SECURE : NOT_PUBLIC);
  return permitted.map(({ address, family: kind }) => ({ address, family: kind }));
}
