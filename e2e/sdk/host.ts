/** The host's program: plays every scenario of a file, each as a trace of its own, and prints what it saw. */
import { trace } from "@opentelemetry/api";

import { describe } from "./describe.ts";
import type { Play, Scenario, Stage } from "./scenario.ts";

/**
 * none: without the SDK. before: `init`, then the library. after: the library, then `init`. within: `init` in a module
 * that is imported before the library's, which Node has read by then and not run. register: as
 * `node --import @spanwise/sdk/register`. client: by `instrument(client)` alone.
 */
export type Way = "none" | "before" | "after" | "within" | "register" | "client";

export async function host(load: (name: string) => unknown): Promise<void> {
  const { HOST_SCENARIOS = "", FAKE_PROVIDER: provider = "" } = process.env;
  const way = (process.env.HOST_WAY ?? "none") as Way;
  const { play } = (await import(HOST_SCENARIOS)) as { readonly play: Play };
  if (way === "after") for (const name of play.packages) await load(name);
  const sdk = way === "none" ? undefined : await import("../../sdk/src/index.ts");
  const spanwise = way === "register" || way === "within" ? undefined : sdk?.init();
  const own = way === "client" && sdk ? ownBy(sdk) : <Client extends object>(client: Client) => client;
  const stage: Stage = { provider, load: async (name) => await load(name), own };
  const seen: Record<string, unknown> = {};
  for (const [name, scenario] of Object.entries(play.scenarios))
    seen[name] = describe(await asTrace(name, scenario, stage));
  await spanwise?.shutdown();
  process.stdout.write(`\n#seen ${JSON.stringify(seen)}\n`);
}

interface Instrumenting {
  instrument<Client extends object>(client: Client): Client;
}

function ownBy(sdk: object) {
  return <Client extends object>(client: Client): Client => (sdk as Instrumenting).instrument(client);
}

async function asTrace(name: string, scenario: Scenario, stage: Stage): Promise<unknown> {
  return await trace.getTracer("host").startActiveSpan(name, async (span) => {
    try {
      return await scenario(stage);
    } catch (error) {
      return { thrown: error };
    } finally {
      span.end();
    }
  });
}
