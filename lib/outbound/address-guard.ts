/**
 * Which addresses a message may go to. Whoever sets up an endpoint names a host, and that name must not lead into the
 * operator's own network, to the machine itself or to a cloud's metadata, unless an admin allowed that network. Pure.
 */
import ipaddr from "ipaddr.js";

/** Of IPv6 only this is given out for use in public; what lies beside it is special or not yet assigned. */
const PUBLIC_V6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** An address as written by the system, an IPv4 one that is dressed as IPv6 as what it is. Null for anything else. */
function read(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const [bare = "", ...zones] = address.split("%");
  const isStrict = ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare);
  return zones.length === 0 && isStrict ? ipaddr.process(bare) : null;
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, network: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network);
  return base.kind() === address.kind() && address.match(base, bits);
}

export type AddressClass = "public" | "allowed" | "refused";

/**
 * What an address is to us: public unicast, within a network that was allowed (CIDR), or one that nothing is sent to:
 * loopback, private, link-local, carrier-grade NAT, unique local, multicast, translated or tunnelled forms, and whatever
 * is reserved.
 */
export function classifyAddress(text: string, allowedNetworks: readonly string[]): AddressClass {
  const address = read(text);
  if (address === null) return "refused";
  if (allowedNetworks.some((network) => isWithin(address, network))) return "allowed";
  if (address.range() !== "unicast") return "refused";
  return address instanceof ipaddr.IPv6 && !address.match(PUBLIC_V6) ? "refused" : "public";
}
