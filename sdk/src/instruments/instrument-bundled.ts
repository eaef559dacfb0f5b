import { instruments } from "./bundled.ts";
import { wrapBy } from "./instrument-client.ts";

/** What `instrument` is to a bundler: it has every instrument at hand, so that the very next call is recorded. */
export function instrument<Client extends object>(client: Client): Client {
  wrapBy(client, instruments);
  return client;
}
