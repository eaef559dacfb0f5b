import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { type Facts, factsOf } from "./facts.ts";
import type { Way } from "./host.ts";
import { type ModuleKind, type Run, runHost, type Seen } from "./run-host.ts";

export interface Proof {
  /** Folders of `peers`: the versions of a library. */
  readonly peers: readonly string[];
  /** The file of `scenarios` that all of them play. */
  readonly scenarios: string;
  readonly kinds?: readonly ModuleKind[];
  readonly ways?: readonly Exclude<Way, "none">[];
  /** Of each scenario, what the receiver is to know of the calls in it. */
  readonly facts: Readonly<Record<string, readonly Facts[]>>;
  /** A request as it would have been without the SDK, where the SDK asks for something more. Else they are the same. */
  readonly asUsual?: (request: string) => string;
  /** More settings of the host's process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs each peer's scenarios without the SDK and with it, each way and kind of module in a process of its own. The host
 * must see, print and ask for the same; and a real receiver must know the facts.
 */
export function prove({
  peers,
  kinds = ["esm", "cjs"],
  ways = ["before", "after", "register"],
  ...proof
}: Proof): void {
  let spanwise: Spanwise;
  const name = (peer: string, kind: ModuleKind, way: Way) => `${peer}-${kind}-${way}`;
  beforeAll(async () => {
    const projects = peers.flatMap((peer) => kinds.flatMap((kind) => ways.map((way) => name(peer, kind, way))));
    spanwise = await startSpanwise({ API_KEYS: projects.map((project) => `key-of-${project}:${project}`).join(",") });
  });
  afterAll(() => spanwise?.remove());

  describe.for(peers.flatMap((peer) => kinds.map((kind) => [peer, kind] as const)))("%s as %s", ([peer, kind]) => {
    let usual: Promise<Seen> | undefined;
    const run = (way: Way): Run => ({ peer, kind, way, scenarios: proof.scenarios });

    test.for(ways)("%s: the host sees the same, and the receiver knows", { timeout: 240_000 }, async (way) => {
      usual ??= runHost({ ...run("none"), environment: { ...proof.environment } });
      const project = name(peer, kind, way);
      const key = `key-of-${project}`;
      const environment = { ...proof.environment, SPANWISE_ENDPOINT: spanwise.http, SPANWISE_API_KEY: key };
      const { seen, said, asked } = await runHost({ ...run(way), environment });
      const { asked: asUsual, ...without } = await usual;
      expect({ seen, said }).toEqual(without);
      expect(asked.map(proof.asUsual ?? String).sort()).toEqual(asUsual);
      const { scenarios } = proof;
      expect(Object.keys(proof.facts), `facts of ${scenarios}`).toEqual(Object.keys(seen));
      await expect
        .poll(() => factsOf({ spanwise, project, key }).catch(String), { timeout: 60_000 })
        .toEqual(proof.facts);
    });
  });
}
