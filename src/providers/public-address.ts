import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";

/** Finds all addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** IPv6 ranges that carry an IPv4 address inside (mapped, 6to4, Teredo, NAT64) are not `unicast` for ipaddr.js: refused. */
const PUBLIC_RANGE = "unicast";

/** An address that must not be connected to. */
class NotPublicError extends Error {
  readonly code = "ERR_NOT_PUBLIC";
}

/** By the system's resolver. */
export const resolveHost: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true, verbatim: true });
  return found.map(({ address }) => address);
};

/** Whether an IP address is one of the public internet. Anything that is not an IP address in full form is not. */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, "");
  if (ipaddr.IPv4.isValidFourPartDecimal(plain)) return ipaddr.IPv4.parse(plain).range() === PUBLIC_RANGE;
  if (!ipaddr.IPv6.isValid(plain) || plain.includes("%")) return false;
  const parsed = ipaddr.IPv6.parse(plain);
  // The deprecated form ::a.b.c.d counts as unicast there, and some systems route it to the IPv4 address.
  const compatible = parsed.parts.slice(0, 6).every((part) => part === 0);
  return !compatible && parsed.range() === PUBLIC_RANGE;
}

/**
 * The address to connect to for a host: looked up once, so that a second look-up cannot give another answer.
 * @throws NotPublicError when any address of it is not public
 */
export async function publicAddressOf(hostname: string, resolve: Resolve): Promise<string> {
  const plain = hostname.replace(/^\[|\]$/g, "");
  const addresses = ipaddr.isValid(plain) ? [plain] : await resolve(plain);
  const [first] = addresses;
  if (first === undefined || !addresses.every(isPublicAddress))
    throw new NotPublicError("the host has an address that is not public");
  return first;
}
