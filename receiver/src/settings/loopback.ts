const octet = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const ipv4 = `127\\.${octet}\\.${octet}\\.${octet}`;
const address = new RegExp(`^(?:localhost|${ipv4}|::1|\\[::1\\])$`, "i");
const authority = new RegExp(`^(?:localhost|${ipv4}|\\[::1\\])(?::\\d{1,5})?$`, "i");

/** Whether an address to listen on can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return address.test(host);
}

/** Whether a `Host` header names this machine. Names that DNS decides on do not: that is how rebinding works. */
export function isLoopbackAuthority(host: string): boolean {
  return authority.test(host);
}
