/** What a scenario of a library is given. */
export interface Stage {
  /** The address of the fake provider, without a path. */
  readonly provider: string;
  /** Loads a package of the peer's folder as the host would: by `import`, or by `require`. */
  // biome-ignore lint/suspicious/noExplicitAny: each peer's own version
  readonly load: (name: string) => Promise<any>;
  /** The same client, handed to `instrument` where a run is about that. */
  readonly own: <Client extends object>(client: Client) => Client;
}

/** Plays one way to use a library and gives what its host saw, of any shape. What it throws is compared too. */
export type Scenario = (stage: Stage) => Promise<unknown>;

/** What a file of scenarios exports. */
export interface Play {
  /** The packages that a host loads, for the run in which it does so before `init`. */
  readonly packages: readonly string[];
  readonly scenarios: Readonly<Record<string, Scenario>>;
}

/** What a call threw, as a value to compare. */
export async function thrown(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return { unexpected: await work() };
  } catch (error) {
    return { thrown: error };
  }
}

/** All that an iterable gives. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const seen: Item[] = [];
  for await (const item of items) seen.push(item);
  return seen;
}
