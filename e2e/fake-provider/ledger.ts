/** What one call cost by the provider's own count. Input includes what was read from or written to a cache, output includes reasoning. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cached: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
}

export interface Call {
  readonly api: string;
  readonly model: string;
  readonly streamed: boolean;
  /** cut: we broke off; aborted: the caller did. */
  readonly outcome: "answered" | "failed" | "cut" | "aborted";
  /** Null when the caller was sent no count. */
  readonly usage: Usage | null;
}

/** What reached the provider, without what differs from one connection to the next. */
export interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** What a provider really answered, to compare with what was told of it. */
export class Ledger {
  readonly calls: Call[] = [];
  readonly requests: Request[] = [];
  readonly #refused = new Set<string>();
  #begun = 0;

  /** Of four digits, counted from one. */
  nextNumber(): string {
    this.#begun += 1;
    return String(this.#begun).padStart(4, "0");
  }

  /** True the first time that it is asked for a name. */
  isFirst(name: string): boolean {
    if (this.#refused.has(name)) return false;
    this.#refused.add(name);
    return true;
  }

  /** Of the calls of some APIs whose callers were told what they used. */
  sum(apis?: readonly string[]): Usage & { readonly calls: number } {
    const told = this.calls.filter(({ api, usage }) => usage !== null && (apis === undefined || apis.includes(api)));
    const total = (key: keyof Usage) => told.reduce((sum, { usage }) => sum + (usage?.[key] ?? 0), 0);
    return {
      calls: told.length,
      input: total("input"),
      output: total("output"),
      cached: total("cached"),
      cacheWrite: total("cacheWrite"),
      reasoning: total("reasoning"),
    };
  }
}
