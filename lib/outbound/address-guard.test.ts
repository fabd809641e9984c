import { describe, expect, it } from "vitest";
import { classifyAddress } from "@/lib/outbound/address-guard";

describe("an address", () => {
  it.each([
    "1.1.1.1",
    "93.184.215.14",
    "172.15.255.255",
    "172.32.0.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:80b::200e",
    "::ffff:1.1.1.1",
  ])("that is public may be sent to: %s", (address) => {
    expect(classifyAddress(address, [])).toBe("public");
  });

  it.each([
    ["loopback", ["127.0.0.1", "127.255.255.254", "::1"]],
    ["private", ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"]],
    ["link-local, where clouds keep their metadata", ["169.254.169.254", "fe80::1", "fe80::1%eth0"]],
    ["unspecified", ["0.0.0.0", "0.1.2.3", "::"]],
    ["carrier-grade NAT", ["100.64.0.1", "100.127.255.255"]],
    ["unique local", ["fc00::1", "fd12:3456::1"]],
    ["multicast and broadcast", ["224.0.0.1", "239.255.255.255", "255.255.255.255", "ff02::1"]],
    [
      "reserved and for documents",
      ["192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1"],
    ],
    ["an IPv4 address in the clothes of IPv6", ["::ffff:127.0.0.1", "::ffff:a00:1", "::ffff:169.254.169.254"]],
    ["an IPv4 address in the oldest such clothes", ["::127.0.0.1", "::7f00:1"]],
    ["translated", ["64:ff9b::7f00:1", "64:ff9b:1::1", "::ffff:0:127.0.0.1"]],
    ["tunnelled", ["2002:7f00:1::1", "2001:0:4136:e378::1"]],
    ["site-local, discarded, for documents, not assigned", ["fec0::1", "100::1", "2001:db8::1", "3fff::1", "4000::1"]],
    ["no address", ["", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "1.1.1.1/32", "1.1.1.1 "]],
  ])("that is %s is refused", (_, addresses) => {
    expect(addresses.filter((address) => classifyAddress(address, []) !== "refused")).toEqual([]);
  });

  it("within an allowed network may be sent to, and its neighbour may not", () => {
    const allowed = ["10.1.0.0/16", "fd00:1::/64"];
    expect(classifyAddress("10.1.2.3", allowed)).toBe("allowed");
    expect(classifyAddress("::ffff:10.1.2.3", allowed)).toBe("allowed");
    expect(classifyAddress("fd00:1::9", allowed)).toBe("allowed");
    expect(classifyAddress("10.2.0.1", allowed)).toBe("refused");
    expect(classifyAddress("fd00:1:0:1::9", allowed)).toBe("refused");
    expect(classifyAddress("1.1.1.1", allowed)).toBe("public");
  });
});
