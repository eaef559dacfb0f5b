import { quietly } from "../quietly.ts";
import { running } from "../running.ts";
import { known } from "./index.ts";
import type { Instrument } from "./instrument.ts";
import { loadInstrument } from "./load-instrument.ts";

/**
 * Records the calls of one client, where its library could not be patched, such as in a bundle. Gives the same client
 * back. A client that was not made by a library we know is left as it is, and this is said once.
 */
export function instrument<Client extends object>(client: Client): Client {
  wrapBy(
    client,
    known.flatMap(({ name }) => loaded(name) ?? []),
  );
  return client;
}

/** From its own file, which a bundle does not have. */
function loaded(name: string): Instrument | undefined {
  try {
    return loadInstrument(name);
  } catch {
    return undefined;
  }
}

export function wrapBy(client: object, instruments: readonly Instrument[]): void {
  const isKnown = instruments.some((one) => quietly(() => one.wrap?.(client)) === true);
  if (isKnown) return;
  const reason =
    instruments.length > 0 ? "no library that is known" : 'in a bundle, the bundler must take the condition "module"';
  running()?.warn(`calls of a ${client?.constructor?.name ?? "client"} are not recorded: ${reason}`);
}
