const followed: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** The address that a link of a message leads to; null where it leads nowhere that one would go by a press. */
export function outwardAddress(address: string | undefined): string | null {
  if (!address || address.length > 4000 || !/^[a-z][a-z\d+.-]*:/i.test(address)) return null;
  const url = URL.parse(address);
  if (!url || !followed.has(url.protocol)) return null;
  // A name before the host makes it look like another.
  if (url.username !== "" || url.password !== "") return null;
  return url.href;
}

/** Where it leads, as short as it can be told: as the network knows it, so that no letter passes for another. */
export function hostOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return protocol === "mailto:" ? `mail to ${pathname.slice(0, 80)}` : host;
}
