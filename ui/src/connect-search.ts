/** What the address of the page that shows how to connect may say, and that of any page of a project without data. */
export interface ConnectSearch {
  /** What somebody has: `claude-code`. */
  readonly connect?: string;
}

export function readConnectSearch({ connect }: Readonly<Record<string, unknown>>): ConnectSearch {
  return typeof connect === "string" && /^[a-z0-9-]{1,60}$/.test(connect) ? { connect } : {};
}
