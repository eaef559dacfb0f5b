/** Messages may hold ids, of which there is no end. */
const mostRemembered = 1000;

export type Warn = (message: string) => void;

/** Each message once, in one line, so that a backend that is down does not fill the host's log. */
export function createWarn(write: (line: string) => void = console.warn, who = "Spanwise"): Warn {
  const said = new Set<string>();
  return (message) => {
    if (said.has(message)) return;
    if (said.size >= mostRemembered) said.clear();
    said.add(message);
    write(`[${who}] ${message.replace(/\s+/g, " ")}`);
  };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
